package org.qusecnets.sweep.network;

/**
 * The cost of a batch and its gradient with respect to the logits, both averaged over the images;
 * targets are smoothed one-hot labels.
 */
final class TrainingCost {
  private final TrainingOptions options;
  private final int classes;
  private final double[] probabilities;
  private double sum;
  private int correct;

  TrainingCost(TrainingOptions options, int classes) {
    this.options = options;
    this.classes = classes;
    probabilities = new double[classes];
  }

  /**
   * Writes the gradient of the batch's mean cost and counts the batch into {@link #sum} and {@link
   * #correct}.
   */
  void differentiate(float[] logits, int[] labels, int count, float[] gradient) {
    for (int image = 0; image < count; image++) {
      int from = image * classes;
      double logSum = softmax(logits, from);
      correct += Logits.argmax(logits, from, classes) == labels[image] ? 1 : 0;
      switch (options.cost()) {
        case CROSS_ENTROPY -> crossEntropy(logits, from, logSum, labels[image], count, gradient);
        case MEAN_SQUARED_ERROR -> squaredError(from, labels[image], count, gradient);
      }
    }
  }

  private void crossEntropy(
      float[] logits, int from, double logSum, int label, int count, float[] gradient) {
    for (int c = 0; c < classes; c++) {
      double target = target(c, label);
      sum -= target * (logits[from + c] - logSum);
      gradient[from + c] = (float) ((probabilities[c] - target) / count);
    }
  }

  private void squaredError(int from, int label, int count, float[] gradient) {
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[c] - target(c, label);
      sum += difference * difference / classes;
      mean += probabilities[c] * difference;
    }
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[c] - target(c, label);
      gradient[from + c] = (float) (2.0 / classes * probabilities[c] * (difference - mean) / count);
    }
  }

  private double target(int c, int label) {
    double smoothed = options.labelSmoothing() / classes;
    return c == label ? 1 - options.labelSmoothing() + smoothed : smoothed;
  }

  private double softmax(float[] logits, int from) {
    double logSum = Logits.logSumExp(logits, from, classes);
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(logits[from + c] - logSum);
    }
    return logSum;
  }

  /** Costs of all images so far, added up. */
  double sum() {
    return sum;
  }

  /** Number of images so far that were classified correctly. */
  int correct() {
    return correct;
  }
}
