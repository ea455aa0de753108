package org.qusecnets.sweep.attack.norm;

import java.util.Arrays;

/**
 * In L1 the values of the largest weights move, each all the way that there is, until the last one
 * reaches the hyperplane; of equal weights the first moves first.
 */
final class SteepestProjection extends HyperplaneProjection {
  /** The values' numbers, in the lower half, behind the sizes of their weights, upside down. */
  private final long[] order;

  SteepestProjection(int length) {
    super(length, LEAST_WEIGHT);
    order = new long[length];
  }

  @Override
  public double from(float[] points, float[] weights, int from, double beyond) {
    float[] move = move();
    Arrays.fill(move, 0);
    for (int i = 0; i < order.length; i++) {
      int size = Float.floatToIntBits(Math.abs(weights[from + i]));
      order[i] = (long) (Integer.MAX_VALUE - size) << Integer.SIZE | i;
    }
    Arrays.sort(order);
    double sign = beyond >= 0 ? 1 : -1;
    double left = Math.abs(beyond);
    double size = 0;
    for (int k = 0; k < order.length && left > 0; k++) {
      int i = (int) order[k];
      double weight = sign * weights[from + i];
      double room = room(points[from + i], weight);
      if (room > 0) {
        double way = Math.min(room, left / Math.abs(weight));
        move[i] = (float) (-Math.signum(weight) * way);
        left -= way * Math.abs(weight);
        size += way;
      }
    }
    return size;
  }
}
