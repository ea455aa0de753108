package org.qusecnets.sweep.network;

import java.util.Arrays;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * The loss of a batch and its gradient with respect to the logits, both averaged over the images.
 * It compares probabilities, the softmax of the logits divided by a temperature, with targets.
 */
final class TrainingLoss {
  private final TrainingOptions options;
  private final int classes;
  private final double temperature;
  private final double[] probabilities;
  private final double[] targets;
  private double sum;
  private int correct;
  private double weight = 1;

  /** The loss at temperature 1. */
  TrainingLoss(TrainingOptions options, int classes) {
    this(options, classes, 1);
  }

  /**
   * The loss at a temperature.
   *
   * @param temperature what logits are divided by, at least 1
   */
  TrainingLoss(TrainingOptions options, int classes, double temperature) {
    this.options = options;
    this.classes = classes;
    this.temperature = temperature;
    probabilities = new double[classes];
    targets = new double[classes];
  }

  /** From now on the loss is multiplied by this. */
  void weigh(double other) {
    weight = other;
  }

  /**
   * Writes the gradient of the batch's mean loss and counts the batch into {@link #sum} and {@link
   * #correct}. The targets are one-hot labels, smoothed as the options say.
   *
   * @param logits [count, classes]
   * @param labels [count]
   * @param gradient where to write, [count, classes]
   */
  void differentiate(float[] logits, int[] labels, int count, float[] gradient) {
    double smoothed = options.labelSmoothing() / classes;
    for (int image = 0; image < count; image++) {
      Arrays.fill(targets, smoothed);
      targets[labels[image]] = 1 - options.labelSmoothing() + smoothed;
      differentiate(logits, labels[image], image, count, gradient);
    }
  }

  /**
   * The same with other targets.
   *
   * @param labels [count]: what counts as correct
   * @param soft the targets, probabilities [count, classes]
   */
  void differentiate(float[] logits, int[] labels, float[] soft, int count, float[] gradient) {
    for (int image = 0; image < count; image++) {
      for (int c = 0; c < classes; c++) {
        targets[c] = soft[image * classes + c];
      }
      differentiate(logits, labels[image], image, count, gradient);
    }
  }

  private void differentiate(float[] logits, int label, int image, int count, float[] gradient) {
    int from = image * classes;
    double logSum = softmax(logits, from);
    correct += Logits.argmax(logits, from, classes) == label ? 1 : 0;
    switch (options.loss()) {
      case CROSS_ENTROPY -> crossEntropy(logits, from, logSum, count, gradient);
      case MEAN_SQUARED_ERROR -> squaredError(from, count, gradient);
    }
  }

  private void crossEntropy(float[] logits, int from, double logSum, int count, float[] gradient) {
    for (int c = 0; c < classes; c++) {
      sum -= weight * targets[c] * (logits[from + c] / temperature - logSum);
      gradient[from + c] =
          (float) (weight * (probabilities[c] - targets[c]) / (temperature * count));
    }
  }

  private void squaredError(int from, int count, float[] gradient) {
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[c] - targets[c];
      sum += weight * difference * difference / classes;
      mean += probabilities[c] * difference;
    }
    for (int c = 0; c < classes; c++) {
      double difference = probabilities[c] - targets[c];
      gradient[from + c] =
          (float)
              (weight
                  * (2.0 / classes * probabilities[c] * (difference - mean))
                  / (temperature * count));
    }
  }

  private double softmax(float[] logits, int from) {
    double logSum = Logits.logSumExp(logits, from, classes, temperature);
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(logits[from + c] / temperature - logSum);
    }
    return logSum;
  }

  /** Losses of all images so far, added up. */
  double sum() {
    return sum;
  }

  /** Number of images so far that were classified correctly. */
  int correct() {
    return correct;
  }
}
