package org.qusecnets.sweep.attack.norm;

import java.util.Arrays;

/**
 * Steps of a given L1 length: in equal parts along the signs of the largest values of a gradient. A
 * step along the largest alone would be the steepest, and would take as many gradients as values
 * change.
 *
 * <p>As an {@link Ascent} it is that of sparse L1 descent (Tramer, Boneh 2019, sparse L1 descent):
 * values that stand at the border of the range and would leave it take no part.
 *
 * @see <a href="https://arxiv.org/abs/1904.13000">Tramer, Boneh 2019, sparse L1 descent</a>
 */
public final class SparseAscent implements Ascent {
  /** The share that Tramer and Boneh step along for small images. */
  public static final double USUAL_SHARE = 0.01;

  private final float share;

  /**
   * Steps along a share of the values.
   *
   * @param share above 0 and at most 1; one value at least
   */
  public SparseAscent(double share) {
    this.share = (float) share;
  }

  @Override
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    float[] free = Arrays.copyOfRange(gradient, from, from + length);
    for (int i = 0; i < length; i++) {
      float value = images[to + i];
      if ((value <= 0 && free[i] < 0) || (value >= 1 && free[i] > 0)) {
        free[i] = 0;
      }
    }
    add(step, share, free, 0, length, images, to);
  }

  /**
   * Adds a step along the largest values, whether there is room for it or not.
   *
   * @param share of the values; rounded up, one at least, and any that are as large as the smallest
   *     of them, but none that are zero
   */
  public static void add(
      double step, float share, float[] gradient, int from, int length, float[] images, int to) {
    float[] sizes = new float[length];
    for (int i = 0; i < length; i++) {
      sizes[i] = Float.isNaN(gradient[from + i]) ? 0 : Math.abs(gradient[from + i]);
    }
    float[] ordered = sizes.clone();
    Arrays.sort(ordered);
    float least = ordered[(int) Math.max(0, Math.min(length - 1, (1 - share) * length))];
    int taken = 0;
    for (float size : sizes) {
      taken += size > 0 && size >= least ? 1 : 0;
    }
    float part = (float) (step / taken);
    for (int i = 0; i < length; i++) {
      if (sizes[i] > 0 && sizes[i] >= least) {
        images[to + i] += part * Math.signum(gradient[from + i]);
      }
    }
  }
}
