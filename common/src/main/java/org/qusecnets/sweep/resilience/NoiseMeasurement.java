package org.qusecnets.sweep.resilience;

import java.io.Serializable;
import java.util.Arrays;
import org.qusecnets.sweep.evaluation.Wilson;

/**
 * What a network makes of images with noise of one kind and strength.
 *
 * @param strength of the noise; 0 for clean images
 * @param draws how often each image was drawn
 * @param correctDraws for each image how many of its draws were classified correctly
 * @param rmsChange root mean square of the values' changes, after clipping to [0, 1]
 */
public record NoiseMeasurement(double strength, int draws, int[] correctDraws, double rmsChange)
    implements Serializable {
  /** Checks that the counts fit. */
  public NoiseMeasurement {
    int most = draws;
    if (draws < 1
        || correctDraws.length == 0
        || Arrays.stream(correctDraws).anyMatch(correct -> correct < 0 || correct > most)) {
      throw new IllegalArgumentException(
          "no counts of " + draws + " draws: " + Arrays.toString(correctDraws));
    }
  }

  /** Number of images. */
  public int images() {
    return correctDraws.length;
  }

  /** Images times draws. */
  public long predictions() {
    return (long) images() * draws;
  }

  /** How many of them are correct. */
  public long correct() {
    return Arrays.stream(correctDraws).asLongStream().sum();
  }

  /** Their share. */
  public double accuracy() {
    return (double) correct() / predictions();
  }

  /**
   * The accuracy's interval at 95 %, as wide as if each image had been drawn once: draws of the
   * same image do not tell about other images. Where the draws' mean is no whole number of images,
   * the next ones on both sides bound it.
   */
  public Wilson interval() {
    return new Wilson(
        Wilson.of(Math.floorDiv(correct(), draws), images()).low(),
        Wilson.of(-Math.floorDiv(-correct(), draws), images()).high());
  }
}
