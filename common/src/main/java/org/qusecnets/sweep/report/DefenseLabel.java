package org.qusecnets.sweep.report;

/**
 * What people call a defense.
 *
 * @param defense its type, such as cq
 * @param levels its number of levels, or null
 * @param z its steepness, or null
 * @param variant what else tells it from others of the sweep, such as {@code " loss=mse"}; empty if
 *     nothing does
 */
public record DefenseLabel(String defense, Integer levels, Double z, String variant) {
  String brief() {
    return defense + (levels == null ? "" : " n=" + levels) + (z == null ? "" : " z=" + plain(z));
  }

  /** The whole name. */
  public String text() {
    return brief() + variant;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }
}
