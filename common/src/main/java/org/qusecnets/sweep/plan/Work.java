package org.qusecnets.sweep.plan;

/**
 * What is done with one model, as counts of what takes time.
 *
 * @param trainingImages images that a network learns from, each epoch counted
 * @param gradients gradients with respect to one image
 * @param inferences predictions of one image besides
 * @param linearBounds linear bounds of the whole network over one box
 */
public record Work(long trainingImages, long gradients, long inferences, double linearBounds) {
  static final Work NONE = new Work(0, 0, 0, 0);

  /** Checks that no count is negative. */
  public Work {
    if (trainingImages < 0 || gradients < 0 || inferences < 0 || !(linearBounds >= 0)) {
      throw new IllegalArgumentException("no work has negative counts");
    }
  }

  static Work inferences(long count) {
    return new Work(0, 0, count, 0);
  }

  Work plus(Work other) {
    return new Work(
        trainingImages + other.trainingImages,
        gradients + other.gradients,
        inferences + other.inferences,
        linearBounds + other.linearBounds);
  }
}
