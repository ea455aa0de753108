package org.qusecnets.sweep.certificate.bound;

import java.util.Arrays;

/** The lines of a layer's rectifiers; the slopes of the lower ones may differ from row to row. */
interface RowLines {
  /** All but the lower lines' slopes. */
  Lines lines();

  /**
   * Reads the slopes of a unit's lower lines.
   *
   * @param slopes where they go, [rows]
   */
  void readLowerSlopes(int unit, double[] slopes);

  /** Whether a unit is on one side of its rectifier, so that there are multipliers of it. */
  default boolean isSplit(int unit) {
    return false;
  }

  /**
   * Reads what the constraints of a split unit add to the coefficients of its value before the
   * rectifier: at most 0 where it is to be at least 0, at least 0 where it is to be at most 0.
   *
   * @param multipliers where they go, [rows]
   */
  default void readMultipliers(int unit, double[] multipliers) {
    Arrays.fill(multipliers, 0);
  }
}
