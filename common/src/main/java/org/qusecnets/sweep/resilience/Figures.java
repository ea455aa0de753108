package org.qusecnets.sweep.resilience;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people. */
final class Figures {
  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Figures() {}

  /** With four significant digits, and no needless ones. */
  static String plain(double number) {
    return number == 0
        ? "0"
        : BigDecimal.valueOf(number).round(FOUR_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A share in per cent. */
  static String percent(double share) {
    return points(share) + " %";
  }

  /** A share in points. */
  static String points(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }
}
