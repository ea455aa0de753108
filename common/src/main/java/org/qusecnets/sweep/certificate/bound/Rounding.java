package org.qusecnets.sweep.certificate.bound;

/** What rounding to doubles can do. */
final class Rounding {
  /** Unit roundoff of doubles that are rounded to the nearest. */
  private static final double UNIT = 0x1p-53;

  /** More than what results below the smallest normal number can lose in all sums here. */
  static final double UNDERFLOW = 1e-300;

  private Rounding() {}

  /**
   * The relative error of a sum of so many products, in whatever order it is computed: {@code n u /
   * (1 - n u)}.
   *
   * @see "Higham 2002, Accuracy and Stability of Numerical Algorithms, Section 3.1"
   */
  static double gamma(int terms) {
    double error = terms * UNIT;
    return error / (1 - error) * (1 + 4 * UNIT);
  }

  /** A number that a result of a few operations is not above, had they been exact. */
  static double up(double computed) {
    return computed + Math.abs(computed) * 8 * UNIT + UNDERFLOW;
  }

  /** A number that a result of a few operations is not below, had they been exact. */
  static double down(double computed) {
    return computed - Math.abs(computed) * 8 * UNIT - UNDERFLOW;
  }
}
