package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * {@link Losses#DLR} of one image: {@code -(z_y - z_o) / (z_1 - z_3)}, where o is the largest of
 * the other classes and z_1, z_3 are the largest and the third of all; of a targeted image {@code
 * -(z_y - z_t) / (z_1 - (z_3 + z_4) / 2)}.
 *
 * @param logits of a batch
 * @param from index of the image's first logit
 * @param classes number of classes
 * @param label what the image is to be led away from
 * @param other what it is compared with
 * @param largest the class of the largest logit
 * @param lower the classes whose mean logit is subtracted from the largest
 */
record DifferenceOfLogitsRatio(
    float[] logits, int from, int classes, int label, int other, int largest, int[] lower) {
  /** The reference implementation's, so that equal logits divide by something. */
  private static final double TINY = 1e-12;

  private static final int THIRD = 2;
  private static final int FOURTH = 3;

  /**
   * Checks that there are as many logits as it takes.
   *
   * @throws InvalidOption if there are not
   */
  static void check(int classes) {
    if (classes <= FOURTH) {
      throw new InvalidOption(
          "loss", "must be cross-entropy or margin where there are fewer than 4 classes", classes);
    }
  }

  static DifferenceOfLogitsRatio of(
      AttackBatch batch, int image, float[] logits, int from, int classes) {
    int[] order = descending(logits, from, classes);
    int label = batch.labels()[image];
    return batch.targeted(image)
        ? new DifferenceOfLogitsRatio(
            logits,
            from,
            classes,
            label,
            batch.targets()[image],
            order[0],
            new int[] {order[THIRD], order[FOURTH]})
        : new DifferenceOfLogitsRatio(
            logits,
            from,
            classes,
            label,
            Losses.runnerUp(logits, from, classes, label),
            order[0],
            new int[] {order[THIRD]});
  }

  /** The classes from the largest logit to the smallest. */
  static int[] descending(float[] logits, int from, int classes) {
    Integer[] order = new Integer[classes];
    Arrays.setAll(order, c -> c);
    Arrays.sort(order, (a, b) -> Float.compare(logits[from + b], logits[from + a]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  private double margin() {
    return (double) logits[from + label] - logits[from + other];
  }

  private double scale() {
    double sum = 0;
    for (int c : lower) {
      sum += logits[from + c];
    }
    return logits[from + largest] - sum / lower.length + TINY;
  }

  double value() {
    return -margin() / scale();
  }

  /** Writes its gradient with respect to the logits, which begins where they do. */
  void differentiate(float[] gradient) {
    Arrays.fill(gradient, from, from + classes, 0f);
    double ofMargin = -1 / scale();
    double ofScale = margin() / (scale() * scale());
    gradient[from + label] += (float) ofMargin;
    gradient[from + other] -= (float) ofMargin;
    gradient[from + largest] += (float) ofScale;
    for (int c : lower) {
      gradient[from + c] -= (float) (ofScale / lower.length);
    }
  }
}
