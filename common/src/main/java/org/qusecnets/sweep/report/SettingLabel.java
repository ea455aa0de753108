package org.qusecnets.sweep.report;

/**
 * What people call the circumstances of a cell; cells of one setting differ in defense, epsilon and
 * seed only.
 *
 * @param data dataset and number of images
 * @param attack the attack and what tells it from others of its kind
 * @param threat what the attacker knows
 */
public record SettingLabel(String data, String attack, String threat) {
  /** The whole name. */
  public String text() {
    return data + ", " + threat + " " + attack;
  }
}
