package org.qusecnets.sweep.defense;

/** The thresholds k/n, for k from 1 to n - 1, that cut [0, 1] into n levels of equal width. */
final class Thresholds {
  private Thresholds() {}

  /**
   * The number of thresholds that a value exceeds: from 0 to {@code levels - 1}.
   *
   * <p>Thresholds are rounded to float, as the image is. A value equal to a threshold does not
   * exceed it.
   */
  static int exceeded(float value, int levels) {
    int count = Math.max(0, Math.min(levels - 1, (int) (value * levels)));
    // The product is rounded, so that it may be one off.
    while (count > 0 && !(value > threshold(count, levels))) {
      count--;
    }
    while (count < levels - 1 && value > threshold(count + 1, levels)) {
      count++;
    }
    return count;
  }

  private static float threshold(int k, int levels) {
    return (float) ((double) k / levels);
  }
}
