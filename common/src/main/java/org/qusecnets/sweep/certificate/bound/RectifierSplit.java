package org.qusecnets.sweep.certificate.bound;

/**
 * One side of a hidden unit's rectifier, on which it is linear.
 *
 * @param layer number of the hidden layer
 * @param unit number of the unit in it, [rows, columns, channels]
 * @param side the side
 */
public record RectifierSplit(int layer, int unit, Side side) {
  /** What the value before the rectifier is. */
  public enum Side {
    /** At least 0: the rectifier is the identity. */
    ACTIVE,
    /** At most 0: the rectifier is 0. */
    INACTIVE;

    /** The sign with which a multiplier of the constraint enters a lower bound. */
    int sign() {
      return this == ACTIVE ? -1 : 1;
    }
  }
}
