package org.qusecnets.sweep.recipe;

import java.util.List;

/**
 * What is read off one image's logits, which begin at {@code from} in an array [images, classes].
 */
public final class Logits {
  private Logits() {}

  /**
   * The predicted class: the first of the largest logits.
   *
   * @throws ArithmeticException if a logit is not a number: then there is no prediction
   */
  public static int argmax(float[] logits, int from, int classes) {
    int best = 0;
    for (int c = 0; c < classes; c++) {
      if (Float.isNaN(logits[from + c])) {
        throw new ArithmeticException(
            "the logit of class " + c + " of image " + from / classes + " of a batch is NaN");
      }
      if (logits[from + c] > logits[from + best]) {
        best = c;
      }
    }
    return best;
  }

  /**
   * The class that most draws predict; of several with as many votes the first.
   *
   * @param draws the logits of each draw, [images, classes]
   * @throws ArithmeticException if a logit is not a number
   */
  public static int majority(List<float[]> draws, int image, int classes) {
    int[] votes = new int[classes];
    for (float[] logits : draws) {
      votes[argmax(logits, image * classes, classes)]++;
    }
    int label = 0;
    for (int c = 1; c < classes; c++) {
      label = votes[c] > votes[label] ? c : label;
    }
    return label;
  }

  /** The logarithm of the sum of exponentials, without overflow. */
  public static double logSumExp(float[] logits, int from, int classes) {
    return logSumExp(logits, from, classes, 1);
  }

  /** The same of the logits divided by a temperature. */
  public static double logSumExp(float[] logits, int from, int classes, double temperature) {
    double max = logits[from + argmax(logits, from, classes)] / temperature;
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(logits[from + c] / temperature - max);
    }
    return max + Math.log(sum);
  }

  /** The softmax probabilities of all classes. */
  public static double[] probabilities(float[] logits, int from, int classes) {
    double logSumExp = logSumExp(logits, from, classes);
    double[] probabilities = new double[classes];
    for (int c = 0; c < classes; c++) {
      probabilities[c] = Math.exp(logits[from + c] - logSumExp);
    }
    return probabilities;
  }

  /** The softmax probability of one class. */
  public static double probability(float[] logits, int from, int classes, int of) {
    return Math.exp(logits[from + of] - logSumExp(logits, from, classes));
  }
}
