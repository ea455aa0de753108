package org.qusecnets.sweep.grid;

/**
 * How fast one core works, for estimates.
 *
 * @param trainingImagesPerSecond images trained on, above 0
 * @param gradientsPerSecond gradients with respect to one image, above 0
 * @param inferencesPerSecond predictions of one image, above 0
 */
public record Rates(
    double trainingImagesPerSecond, double gradientsPerSecond, double inferencesPerSecond) {
  /** Checks that all are above 0. */
  public Rates {
    if (!(trainingImagesPerSecond > 0 && gradientsPerSecond > 0 && inferencesPerSecond > 0)) {
      throw new IllegalArgumentException("rates must be above 0");
    }
  }
}
