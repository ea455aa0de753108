package org.qusecnets.sweep.resilience;

import java.math.BigDecimal;
import java.util.OptionalInt;

/**
 * Geometry of constant quantization to n levels (QuSecNets, Eq. 1) where its thresholds are hard, z
 * being large: thresholds t_k = k / n for k from 1 to n - 1, and the value of a pixel between t_k
 * and t_(k+1) becomes k / (n - 1), with t_0 = 0 and t_n = 1.
 *
 * <p><b>Its error.</b> Between t_k and t_(k+1) it falls from k / (n (n - 1)) to -(n - 1 - k) / (n
 * (n - 1)), since levels are spread over [0, 1] and thresholds are not. Its size is at most 1 / n,
 * at the first and the last threshold: twice the half-distance of thresholds, not 1 / (2 (n - 1))
 * as for rounding to the nearest level. Where pixels are spread evenly over [0, 1], the mean of its
 * square is the sum over k of (a^2 + a b + b^2) / (3 n) with those two ends a and b, which adds up
 * to 1 / (6 n (n - 1)).
 */
public final class ConstantLevels {
  /** As few as there can be. */
  public static final int FEWEST = 2;

  /** As many as a quantization layer may have. */
  public static final int MOST = 256;

  private ConstantLevels() {}

  /** Half the distance of neighbouring thresholds, 1 / (2 n). */
  public static double halfDistance(int levels) {
    return 1.0 / (2 * levels);
  }

  /**
   * The largest n, at most {@link #MOST}, whose half-distance exceeds epsilon: a pixel halfway
   * between two thresholds cannot be carried across one. Empty where that of n = 2 does not: from
   * 0.25 on.
   *
   * @param epsilon above 0
   */
  public static OptionalInt largestFor(double epsilon) {
    // In decimals, so that 0.1 is exactly the half-distance of n = 5.
    BigDecimal twice = BigDecimal.valueOf(epsilon).multiply(BigDecimal.valueOf(2));
    int levels = 1;
    while (levels < MOST
        && twice.multiply(BigDecimal.valueOf(levels + 1L)).compareTo(BigDecimal.ONE) < 0) {
      levels++;
    }
    return levels < FEWEST ? OptionalInt.empty() : OptionalInt.of(levels);
  }

  /** The largest error of any value, 1 / n. */
  public static double largestError(int levels) {
    return 1.0 / levels;
  }

  /** The root mean square error of values that are spread evenly over [0, 1]. */
  public static double evenRmsError(int levels) {
    return Math.sqrt(1.0 / (6.0 * levels * (levels - 1)));
  }
}
