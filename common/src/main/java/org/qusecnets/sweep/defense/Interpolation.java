package org.qusecnets.sweep.defense;

/**
 * Linear interpolation of a row of values at the centres of another number of pixels: value i of
 * the result is a mean of two of the row.
 *
 * @param lower the first of the two
 * @param upper the second, which may be the same
 * @param share weight of the second, in [0, 1)
 */
record Interpolation(int[] lower, int[] upper, double[] share) {

  /**
   * The interpolation from so many values to so many: both rows cover the same length, each pixel
   * an equal part of it.
   */
  static Interpolation between(int from, int to) {
    int[] lower = new int[to];
    int[] upper = new int[to];
    double[] share = new double[to];
    for (int i = 0; i < to; i++) {
      double place = Math.max(0, (i + 0.5) * from / to - 0.5);
      lower[i] = Math.min((int) place, from - 1);
      upper[i] = Math.min(lower[i] + 1, from - 1);
      share[i] = place - lower[i];
    }
    return new Interpolation(lower, upper, share);
  }

  int size() {
    return lower.length;
  }
}
