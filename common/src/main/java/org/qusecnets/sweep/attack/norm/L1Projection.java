package org.qusecnets.sweep.attack.norm;

/**
 * The nearest point, in L2, of an L1 ball, and of what the ball and the range [0, 1] have in common
 * (Croce, Hein 2021, projection onto ball and box): every change is smaller by the same threshold,
 * but is not below zero, and ends at the border of the range. Projected onto the ball first and
 * clipped then, a point would lose most of the ball wherever many values are near 0 or 1.
 *
 * <p>What is left of the changes is a piecewise linear function of the threshold. Newton's method
 * ends where it meets the right piece; halvings of what the threshold is known to lie in take turns
 * with it, so that it does. There is no sort.
 *
 * @see <a href="https://arxiv.org/abs/2103.01208">Croce, Hein 2021, projection onto ball and
 *     box</a>
 */
final class L1Projection {
  /** Halves any interval of numbers that occur to nothing. */
  private static final int MOST_STEPS = 200;

  /**
   * How much of the radius may be left over, so that neither the sum nor rounding exceeds it and a
   * projected point is projected onto itself.
   */
  private static final double SLACK = 1e-9;

  /** Larger changes count as so large, infinite ones too; any share of them fills the range. */
  private static final double LARGEST = 1e6;

  private L1Projection() {}

  /** Brings a perturbation into the ball. */
  static void shorten(double radius, float[] change, int from, int length) {
    double[] sizes = new double[length];
    for (int i = 0; i < length; i++) {
      sizes[i] = size(change[from + i]);
    }
    double threshold = threshold(sizes, sizes, radius);
    for (int i = 0; i < length && threshold > 0; i++) {
      double left = Math.max(0, sizes[i] - threshold);
      change[from + i] = Math.copySign(Norm.atMost(left), change[from + i]);
    }
  }

  /** Brings an image into the ball around the clean one and into [0, 1]. */
  static void project(double radius, float[] clean, float[] images, int from, int length) {
    double[] sizes = new double[length];
    double[] rooms = new double[length];
    for (int i = 0; i < length; i++) {
      double change = (double) images[from + i] - clean[from + i];
      sizes[i] = size(change);
      rooms[i] = change > 0 ? 1.0 - clean[from + i] : clean[from + i];
    }
    double threshold = threshold(sizes, rooms, radius);
    if (threshold == 0) {
      Norm.clip(1, clean, images, from, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      double left = Math.min(rooms[i], Math.max(0, sizes[i] - threshold));
      float start = clean[from + i];
      images[from + i] =
          left == 0 ? start : towards(start, images[from + i] > start ? left : -left);
    }
  }

  private static double size(double change) {
    return Double.isNaN(change) ? 0 : Math.min(Math.abs(change), LARGEST);
  }

  /** The float32 that is as far from a value as this change, or a little nearer. */
  private static float towards(float start, double change) {
    float end = (float) (start + change);
    return Math.abs((double) end - start) > Math.abs(change) ? Math.nextAfter(end, start) : end;
  }

  /**
   * By how much each change is to be smaller, so that all together have the radius; 0 if they are
   * within it anyway.
   *
   * @param sizes of the changes
   * @param rooms the largest that each may have
   */
  private static double threshold(double[] sizes, double[] rooms, double radius) {
    double wanted = radius * (1 - SLACK);
    double low = 0;
    double high = LARGEST;
    double threshold = 0;
    for (int step = 0; step < MOST_STEPS; step++) {
      double sum = 0;
      int moving = 0;
      for (int i = 0; i < sizes.length; i++) {
        double left = sizes[i] - threshold;
        if (left >= rooms[i]) {
          sum += rooms[i];
        } else if (left > 0) {
          sum += left;
          moving++;
        }
      }
      double excess = sum - wanted;
      if ((threshold == 0 && sum <= radius) || Math.abs(excess) <= wanted * SLACK / 2) {
        return threshold;
      }
      low = excess > 0 ? threshold : low;
      high = excess > 0 ? high : threshold;
      double newton = threshold + excess / moving;
      boolean halve = step % 3 == 2 || !(newton > low && newton < high);
      threshold = halve ? (low + high) / 2 : newton;
    }
    return high;
  }
}
