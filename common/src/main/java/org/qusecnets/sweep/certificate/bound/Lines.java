package org.qusecnets.sweep.certificate.bound;

/**
 * Two lines for each unit of a layer, between which its rectifier {@code min(limit, max(0, z))}
 * lies wherever z is within the unit's bounds.
 *
 * @param lowerSlope slopes of the lower lines
 * @param lowerIntercept their values at 0
 * @param upperSlope slopes of the upper lines
 * @param upperIntercept their values at 0
 */
record Lines(
    double[] lowerSlope, double[] lowerIntercept, double[] upperSlope, double[] upperIntercept) {

  /**
   * The lines of CROWN: the upper one is the chord, the lower one goes through 0 with the slope of
   * whichever side is wider.
   *
   * @see "Zhang et al. 2018, Efficient Neural Network Robustness Certification, Section 3.3"
   */
  static Lines adaptive(double[] lower, double[] upper, double limit) {
    int units = lower.length;
    Lines lines =
        new Lines(new double[units], new double[units], new double[units], new double[units]);
    for (int i = 0; i < units; i++) {
      lines.set(i, lower[i], upper[i], limit);
    }
    return lines;
  }

  /** Whether a unit's rectifier is 0 within the unit's bounds, and so are both lines. */
  boolean isZero(int unit) {
    return upperSlope[unit] == 0 && upperIntercept[unit] == 0;
  }

  /** Takes the rectifier itself for the upper line of a unit on one side of it. */
  void setUpper(int unit, RectifierSplit.Side side) {
    upperSlope[unit] = side == RectifierSplit.Side.ACTIVE ? 1 : 0;
    upperIntercept[unit] = 0;
  }

  private void set(int unit, double low, double high, double limit) {
    if (high <= 0 || low >= limit) {
      lowerIntercept[unit] = high <= 0 ? 0 : limit;
      upperIntercept[unit] = lowerIntercept[unit];
      return;
    }
    if (low >= 0 && high <= limit) {
      lowerSlope[unit] = 1;
      upperSlope[unit] = 1;
      return;
    }
    double atLow = rectified(low, limit);
    double atHigh = rectified(high, limit);
    double chord = (atHigh - atLow) / (high - low);
    if (low >= 0) {
      lowerSlope[unit] = chord;
      upperSlope[unit] = limit - low > high - limit ? 1 : 0;
    } else if (high <= limit) {
      lowerSlope[unit] = high > -low ? 1 : 0;
      upperSlope[unit] = chord;
    } else {
      lowerSlope[unit] = high > -low ? limit / high : 0;
      upperSlope[unit] = limit - low > high - limit ? limit / (limit - low) : 0;
    }
    setIntercepts(unit, low, high, limit);
  }

  /** Any slope gives a line that holds: the difference is extreme where the rectifier bends. */
  private void setIntercepts(int unit, double low, double high, double limit) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double z : new double[] {low, 0, limit, high}) {
      if (z >= low && z <= high) {
        double value = rectified(z, limit);
        least = Math.min(least, Rounding.down(difference(value, lowerSlope[unit], z, -1)));
        most = Math.max(most, Rounding.up(difference(value, upperSlope[unit], z, 1)));
      }
    }
    lowerIntercept[unit] = least;
    upperIntercept[unit] = most;
  }

  /** {@code value - slope z}, with the rounding of the product added in a direction. */
  private static double difference(double value, double slope, double z, int direction) {
    double product = slope * z;
    return value - product + direction * Math.abs(product) * 0x1p-52;
  }

  private static double rectified(double z, double limit) {
    return Math.min(limit, Math.max(0, z));
  }
}
