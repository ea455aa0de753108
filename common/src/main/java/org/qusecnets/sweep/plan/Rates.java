package org.qusecnets.sweep.plan;

/**
 * How fast one core works with one model.
 *
 * @param trainingImagesPerSecond images trained on, above 0
 * @param gradientsPerSecond gradients with respect to one image, above 0
 * @param inferencesPerSecond predictions of one image, above 0
 * @param linearBoundsPerSecond linear bounds of the network over a box, above 0
 */
public record Rates(
    double trainingImagesPerSecond,
    double gradientsPerSecond,
    double inferencesPerSecond,
    double linearBoundsPerSecond) {
  /** Checks that all are above 0. */
  public Rates {
    if (!(trainingImagesPerSecond > 0
        && gradientsPerSecond > 0
        && inferencesPerSecond > 0
        && linearBoundsPerSecond > 0)) {
      throw new IllegalArgumentException("rates must be above 0");
    }
  }

  /** How long the work takes on one core. */
  double seconds(Work work) {
    return work.trainingImages() / trainingImagesPerSecond
        + work.gradients() / gradientsPerSecond
        + work.inferences() / inferencesPerSecond
        + work.linearBounds() / linearBoundsPerSecond;
  }

  /** Those of a network that takes a factor less time. */
  Rates times(double factor) {
    return new Rates(
        trainingImagesPerSecond * factor,
        gradientsPerSecond * factor,
        inferencesPerSecond * factor,
        linearBoundsPerSecond * factor);
  }

  /** The same for a model with something in front that takes this long for each image. */
  Rates behind(double secondsTraining, double secondsGradient, double secondsInference) {
    return new Rates(
        1 / (1 / trainingImagesPerSecond + secondsTraining),
        1 / (1 / gradientsPerSecond + secondsGradient),
        1 / (1 / inferencesPerSecond + secondsInference),
        linearBoundsPerSecond);
  }
}
