package org.qusecnets.sweep.options;

/**
 * The values that a number may have.
 *
 * @param least the smallest value, or what it must exceed
 * @param exceeded whether it must exceed it
 * @param most the greatest value, or what it must stay below
 * @param undercut whether it must stay below it
 * @param not a value that it must not have, or not a number
 * @param odd whether it must be odd
 */
record Range(
    double least, boolean exceeded, double most, boolean undercut, double not, boolean odd) {
  static Range of(Option option) {
    boolean exceeded = option.above() > Double.NEGATIVE_INFINITY;
    boolean undercut = option.below() < Double.POSITIVE_INFINITY;
    return new Range(
        exceeded ? option.above() : option.from(),
        exceeded,
        undercut ? option.below() : option.to(),
        undercut,
        option.not(),
        option.odd());
  }

  /** The same up to another greatest value. */
  Range upTo(double other) {
    return new Range(least, exceeded, other, false, not, odd);
  }

  /** The same between other bounds. */
  Range within(double lower, double upper) {
    return new Range(lower, false, upper, false, not, odd);
  }

  boolean holds(double value) {
    return (exceeded ? value > least : value >= least)
        && (undercut ? value < most : value <= most)
        && value != not
        && !(odd && value % 2 == 0);
  }

  /** Whether it excludes anything. */
  boolean isLimit() {
    return hasLeast() || hasMost() || !Double.isNaN(not) || odd;
  }

  /** What a value must be, such as {@code must be above 0 and at most 1}. */
  String rule() {
    if (!isLimit()) {
      return "must be a number";
    }
    if (Double.isNaN(not)) {
      return "must be " + bounds();
    }
    return hasLeast() || hasMost()
        ? "must be " + bounds() + " and not " + text(not)
        : "must not be " + text(not);
  }

  private String bounds() {
    String parity = odd ? "odd and " : "";
    if (hasLeast() && hasMost() && !exceeded && !undercut) {
      return parity + "from " + text(least) + " to " + text(most);
    }
    String lower = (exceeded ? "above " : "at least ") + text(least);
    String upper = (undercut ? "below " : "at most ") + text(most);
    if (hasLeast() && hasMost()) {
      return parity + lower + " and " + upper;
    }
    if (!hasLeast() && !hasMost()) {
      return "odd";
    }
    return parity + (hasLeast() ? lower : upper);
  }

  private boolean hasLeast() {
    return Double.isFinite(least);
  }

  private boolean hasMost() {
    return Double.isFinite(most);
  }

  static String text(double bound) {
    return OptionType.written(bound);
  }
}
