package org.qusecnets.sweep.attack.norm;

/**
 * The smallest move within [0, 1] from a point to a hyperplane {@code w . v = b} (Croce, Hein
 * 2020b, equation 3). Values move against the sign of their weight, at most until they meet the
 * border of the range.
 *
 * @see <a href="https://arxiv.org/abs/1907.02044">Croce, Hein 2020b, Section 2.2</a>
 */
public abstract class HyperplaneProjection {
  /**
   * Outside L-infinity smaller weights count as none, as in the reference implementation: behind a
   * layer that is saturated they would take the whole image along.
   */
  static final double LEAST_WEIGHT = 1e-8;

  private final double leastWeight;
  private final float[] move;

  HyperplaneProjection(int length, double leastWeight) {
    this.leastWeight = leastWeight;
    move = new float[length];
  }

  /**
   * A projection of points of so many values.
   *
   * @param norm in which the move is the smallest: any but L0
   */
  public static HyperplaneProjection of(Norm norm, int length) {
    return switch (norm) {
      case LINF -> new SpreadProjection.Linf(length);
      case L2 -> new SpreadProjection.L2(length);
      case L1 -> new SteepestProjection(length);
      case L0 -> throw new UnsupportedOperationException("L0 has no smallest move");
    };
  }

  /**
   * Computes the move.
   *
   * @param points where the point begins at {@code from}
   * @param weights where w begins at {@code from}
   * @param beyond {@code w . v - b} at the point
   * @return its size in the norm; all the way that there is where the hyperplane is out of reach
   */
  public abstract double from(float[] points, float[] weights, int from, double beyond);

  /** How far a value may move against the sign of its weight. */
  final double room(float value, double weight) {
    if (!(Math.abs(weight) > leastWeight)) {
      return 0;
    }
    return weight > 0 ? value : 1.0 - value;
  }

  /** The move that was computed last. */
  public final float[] move() {
    return move;
  }
}
