package org.qusecnets.sweep.attack.norm;

/**
 * The smallest move within [0, 1] from a point to a hyperplane {@code w . v = b}, in L-infinity or
 * L2 (Croce, Hein 2020b, equation 3).
 *
 * <p>Every value moves against the sign of its weight until it meets the border of the range: by
 * the same length in L-infinity, by a length in proportion to its weight in L2. What that gains is
 * a concave, piecewise linear function of the length, so that Newton's method from zero comes from
 * below and ends on the right piece, without a sort.
 *
 * @see <a href="https://arxiv.org/abs/1907.02044">Croce, Hein 2020b, Section 2.2</a>
 */
public final class HyperplaneProjection {
  /** More pieces than Newton's method meets. */
  private static final int MOST_PIECES = 100;

  /**
   * In L2 smaller weights count as none, as in the reference implementation: behind a layer that is
   * saturated they would take the whole image along.
   */
  private static final double LEAST_WEIGHT = 1e-8;

  private final Norm norm;
  private final float[] move;

  /**
   * A projection of points of so many values.
   *
   * @param norm L-infinity or L2
   */
  public HyperplaneProjection(Norm norm, int length) {
    this.norm = norm;
    move = new float[length];
  }

  /**
   * Computes the move.
   *
   * @param points where the point begins at {@code from}
   * @param weights where w begins at {@code from}
   * @param beyond {@code w . v - b} at the point
   * @return its size in the norm; all the way that there is where the hyperplane is out of reach
   */
  public double from(float[] points, float[] weights, int from, double beyond) {
    double sign = beyond >= 0 ? 1 : -1;
    double length = 0;
    for (int piece = 0; piece < MOST_PIECES; piece++) {
      double gained = 0;
      double slope = 0;
      for (int i = 0; i < move.length; i++) {
        double weight = sign * weights[from + i];
        double size = Math.abs(weight);
        double room = room(points[from + i], weight);
        double share = norm == Norm.L2 ? size : 1;
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
    for (int i = 0; i < move.length; i++) {
      double weight = sign * weights[from + i];
      double share = norm == Norm.L2 ? Math.abs(weight) : 1;
      double room = room(points[from + i], weight);
      double way = room == 0 ? 0 : Math.min(length * share, room);
      move[i] = way == 0 ? 0 : (float) (-Math.signum(weight) * way);
      largest = Math.max(largest, way);
      square += way * way;
    }
    return norm == Norm.L2 ? Math.sqrt(square) : largest;
  }

  /** How far a value may move against the sign of its weight. */
  private double room(float value, double weight) {
    double least = norm == Norm.L2 ? LEAST_WEIGHT : 0;
    if (!(Math.abs(weight) > least)) {
      return 0;
    }
    return weight > 0 ? value : 1.0 - value;
  }

  /** The move that was computed last. */
  public float[] move() {
    return move;
  }
}
