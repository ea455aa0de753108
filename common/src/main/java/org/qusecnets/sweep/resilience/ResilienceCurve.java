package org.qusecnets.sweep.resilience;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A network's accuracy over the strength of one kind of noise, and the Maximum Tolerable Noise.
 *
 * <p>The fit assumes only that more noise does not help ({@link MonotoneFit}). A curve with
 * parameters, such as a logistic one, would have to be right at its shoulder, where accuracy begins
 * to fall and the Maximum Tolerable Noise is read off, but is fitted mostly to what comes after;
 * and curves differ in shape: behind a quantization layer they stay level and then break off.
 */
public final class ResilienceCurve {
  private final Noise noise;
  private final List<NoiseMeasurement> measurements;
  private final double toleratedLoss;
  private final MonotoneFit fit;
  private final TolerableNoise tolerable;

  /**
   * Fits a curve.
   *
   * @param noise kind of the noise
   * @param measurements in ascending strength, the first of clean images, of the same images all
   * @param toleratedLoss of accuracy
   * @param seed of the random numbers behind the interval
   * @throws IllegalArgumentException if there is nothing but clean images, they are not first, or
   *     the numbers of images differ
   */
  public ResilienceCurve(
      Noise noise, List<NoiseMeasurement> measurements, double toleratedLoss, long seed) {
    this.noise = noise;
    this.measurements = List.copyOf(measurements);
    this.toleratedLoss = toleratedLoss;
    if (measurements.size() < 2
        || clean().strength() != 0
        || measurements.stream().anyMatch(one -> one.images() != clean().images())) {
      throw new IllegalArgumentException("no curve without clean images and the same with noise");
    }
    double[] accuracies = measurements.stream().mapToDouble(NoiseMeasurement::accuracy).toArray();
    fit = fit(accuracies);
    OptionalDouble strength = fit.lastNotBelow(leastAccuracy());
    Resampling resampling =
        new Resampling(
            measurements,
            drawn ->
                fit(drawn).lastNotBelow(drawn[0] - toleratedLoss).orElse(Double.POSITIVE_INFINITY),
            seed);
    tolerable =
        new TolerableNoise(
            strength, resampling.low(), resampling.high(), rmsChange(strength.orElse(strongest())));
  }

  private MonotoneFit fit(double[] accuracies) {
    return new MonotoneFit(
        measurements.stream().mapToDouble(NoiseMeasurement::strength).toArray(),
        accuracies,
        measurements.stream().mapToDouble(NoiseMeasurement::predictions).toArray());
  }

  /** From the two measurements around a strength. */
  private double rmsChange(double strength) {
    int after = 1;
    while (after < measurements.size() - 1 && measurements.get(after).strength() < strength) {
      after++;
    }
    NoiseMeasurement left = measurements.get(after - 1);
    NoiseMeasurement right = measurements.get(after);
    double share = (strength - left.strength()) / (right.strength() - left.strength());
    return noise.rmsBetween(left.rmsChange(), right.rmsChange(), share);
  }

  /** The curve whose Maximum Tolerable Noise changes values least, in root mean square. */
  public static ResilienceCurve strictest(List<ResilienceCurve> curves) {
    return curves.stream()
        .min(Comparator.comparingDouble(curve -> curve.tolerable.rmsChange()))
        .orElseThrow();
  }

  /** Kind of the noise. */
  public Noise noise() {
    return noise;
  }

  /** What was measured, in ascending strength, the first of clean images. */
  public List<NoiseMeasurement> measurements() {
    return measurements;
  }

  /** The measurement of clean images. */
  public NoiseMeasurement clean() {
    return measurements.get(0);
  }

  /** The strongest noise that was injected. */
  public double strongest() {
    return measurements.get(measurements.size() - 1).strength();
  }

  /** The fitted accuracy where the measurement of this number was made. */
  public double fitted(int measurement) {
    return fit.fitted(measurement);
  }

  /** Loss of accuracy that is tolerated. */
  public double toleratedLoss() {
    return toleratedLoss;
  }

  /** The least accuracy that is tolerated. */
  public double leastAccuracy() {
    return clean().accuracy() - toleratedLoss;
  }

  /** The Maximum Tolerable Noise. */
  public TolerableNoise tolerable() {
    return tolerable;
  }
}
