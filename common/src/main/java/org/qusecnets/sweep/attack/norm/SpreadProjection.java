package org.qusecnets.sweep.attack.norm;

/**
 * Every value moves: by the same length in L-infinity, by a length in proportion to its weight in
 * L2. What that gains is a concave, piecewise linear function of the length, so that Newton's
 * method from zero comes from below and ends on the right piece, without a sort.
 */
abstract class SpreadProjection extends HyperplaneProjection {
  /** More pieces than Newton's method meets. */
  private static final int MOST_PIECES = 100;

  SpreadProjection(int length, double leastWeight) {
    super(length, leastWeight);
  }

  /** How far a value moves where one of weight 1 moves by 1. */
  abstract double share(double size);

  /** The size of a move of this sum of squares whose longest part is this. */
  abstract double size(double largest, double square);

  @Override
  public final double from(float[] points, float[] weights, int from, double beyond) {
    double sign = beyond >= 0 ? 1 : -1;
    double length = 0;
    for (int piece = 0; piece < MOST_PIECES; piece++) {
      double gained = 0;
      double slope = 0;
      for (int i = 0; i < move().length; i++) {
        double weight = sign * weights[from + i];
        double size = Math.abs(weight);
        double room = room(points[from + i], weight);
        double share = share(size);
        if (length * share < room) {
          gained += size * length * share;
          slope += size * share;
        } else {
          gained += size * room;
        }
      }
      double longer = slope == 0 ? length : length + (Math.abs(beyond) - gained) / slope;
      if (longer <= length) {
        break;
      }
      length = longer;
    }
    return take(points, weights, from, sign, length);
  }

  private double take(float[] points, float[] weights, int from, double sign, double length) {
    double largest = 0;
    double square = 0;
    for (int i = 0; i < move().length; i++) {
      double weight = sign * weights[from + i];
      double room = room(points[from + i], weight);
      double way = room == 0 ? 0 : Math.min(length * share(Math.abs(weight)), room);
      move()[i] = way == 0 ? 0 : (float) (-Math.signum(weight) * way);
      largest = Math.max(largest, way);
      square += way * way;
    }
    return size(largest, square);
  }

  /** By the same length. */
  static final class Linf extends SpreadProjection {
    Linf(int length) {
      super(length, 0);
    }

    @Override
    double share(double size) {
      return 1;
    }

    @Override
    double size(double largest, double square) {
      return largest;
    }
  }

  /** In proportion to the weights. */
  static final class L2 extends SpreadProjection {
    L2(int length) {
      super(length, LEAST_WEIGHT);
    }

    @Override
    double share(double size) {
      return size;
    }

    @Override
    double size(double largest, double square) {
      return Math.sqrt(square);
    }
  }
}
