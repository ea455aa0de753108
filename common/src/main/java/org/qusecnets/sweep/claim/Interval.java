package org.qusecnets.sweep.claim;

/**
 * An interval of points.
 *
 * @param low lower bound
 * @param high upper bound, not below it
 */
record Interval(double low, double high) {
  boolean overlaps(Interval other) {
    return low <= other.high && other.low <= high;
  }

  boolean isBelow(Interval other) {
    return high < other.low;
  }

  boolean contains(double value) {
    return low <= value && value <= high;
  }

  Interval widened(double by) {
    return new Interval(low - by, high + by);
  }

  /** How far a value is from it; 0 inside. */
  double distance(double value) {
    return Math.max(0, Math.max(low - value, value - high));
  }

  /** In words, such as {@code 50 to 96}. */
  String text() {
    return Points.text(low) + (low == high ? "" : " to " + Points.text(high));
  }
}
