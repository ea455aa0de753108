package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.recipe.Classifier.LogitsFunction;

/**
 * The cross-entropy of the softmax at the true label, from logits with log-sum-exp: from rounded
 * probabilities its gradient would vanish for confident images and every attack would look weak.
 */
final class CrossEntropy {
  private CrossEntropy() {}

  /** The loss of each image at its label; its gradient is softmax(logits) - onehot(label). */
  static LogitsFunction at(int[] labels, int classes) {
    return (image, logits, from, gradient) -> {
      float max = Float.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, logits[from + c]);
      }
      double sum = 0;
      double others = 0;
      int label = labels[image];
      for (int c = 0; c < classes; c++) {
        double e = Math.exp((double) logits[from + c] - max);
        sum += e;
        if (c != label) {
          others += e;
        }
        gradient[from + c] = (float) e;
      }
      for (int c = 0; c < classes; c++) {
        gradient[from + c] = (float) (gradient[from + c] / sum);
      }
      // 1 - p rounds to 0 where p is nearly 1: the sum of the others keeps its digits.
      gradient[from + label] = (float) (-others / sum);
    };
  }
}
