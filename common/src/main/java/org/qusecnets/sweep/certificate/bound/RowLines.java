package org.qusecnets.sweep.certificate.bound;

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
}
