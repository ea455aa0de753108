package org.qusecnets.sweep.claim;

import java.util.Locale;

/** Points of accuracy as text. */
final class Points {
  /** What a number of points must be. */
  static final String RULE = "must be from 0 to 100 points";

  private Points() {}

  /** Two decimals at most. */
  static String text(double points) {
    String text = String.format(Locale.ROOT, "%.2f", points).replaceAll("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }
}
