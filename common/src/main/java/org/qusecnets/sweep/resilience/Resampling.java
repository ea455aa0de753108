package org.qusecnets.sweep.resilience;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How much a figure depends on which images there are: images are drawn with replacement from those
 * that were measured, as many as there are, again and again (the percentile bootstrap). An image is
 * drawn with all its measurements, clean and noisy, since they go together.
 *
 * @see <a href="https://doi.org/10.1214/aos/1176344552">Efron 1979: Bootstrap Methods</a>
 */
final class Resampling {
  private static final int SAMPLES = 1000;
  private static final double TAIL = 0.025;

  private final double[] sorted;

  /**
   * Draws.
   *
   * @param measurements of the same images all
   * @param figure what to make of the accuracies of one draw, one for each measurement; infinite
   *     where it is beyond all measurements
   * @param seed of the draws
   */
  Resampling(List<NoiseMeasurement> measurements, ToDoubleFunction<double[]> figure, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int images = measurements.get(0).images();
    sorted = new double[SAMPLES];
    for (int sample = 0; sample < SAMPLES; sample++) {
      int[] times = new int[images];
      for (int i = 0; i < images; i++) {
        times[random.nextInt(images)]++;
      }
      sorted[sample] =
          figure.applyAsDouble(
              measurements.stream().mapToDouble(one -> accuracy(one, times)).toArray());
    }
    Arrays.sort(sorted);
  }

  private static double accuracy(NoiseMeasurement measurement, int[] times) {
    int[] correctDraws = measurement.correctDraws();
    long correct = 0;
    for (int i = 0; i < times.length; i++) {
      correct += (long) times[i] * correctDraws[i];
    }
    return (double) correct / measurement.predictions();
  }

  /** The 2.5th percentile; empty where it is infinite. */
  OptionalDouble low() {
    return finite(sorted[(int) (TAIL * SAMPLES)]);
  }

  /** The 97.5th percentile; empty where it is infinite. */
  OptionalDouble high() {
    return finite(sorted[SAMPLES - 1 - (int) (TAIL * SAMPLES)]);
  }

  private static OptionalDouble finite(double value) {
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
