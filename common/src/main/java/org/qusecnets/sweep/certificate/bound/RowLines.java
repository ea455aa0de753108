package org.qusecnets.sweep.certificate.bound;

/** The lines of a layer's rectifiers; the slopes of the lower ones may differ from row to row. */
interface RowLines {
  /** All but the lower lines' slopes. */
  Lines lines();

  /** The slopes of the lower lines for a row. */
  double[] lowerSlopes(int row);

  /** The same lines for all rows. */
  static RowLines same(Lines lines) {
    return new RowLines() {
      @Override
      public Lines lines() {
        return lines;
      }

      @Override
      public double[] lowerSlopes(int row) {
        return lines.lowerSlope();
      }
    };
  }
}
