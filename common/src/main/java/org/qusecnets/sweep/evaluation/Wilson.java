package org.qusecnets.sweep.evaluation;

/**
 * The Wilson score interval at 95 % for a share that was measured by counting.
 *
 * @param low lower bound, in [0, 1]
 * @param high upper bound, in [0, 1]
 * @see <a href="https://doi.org/10.1080/01621459.1927.10502953">Wilson: Probable Inference, the Law
 *     of Succession, and Statistical Inference</a>
 */
public record Wilson(double low, double high) {
  private static final double QUANTILE = 1.959963984540054;

  /**
   * The interval for {@code count} of {@code of}.
   *
   * @throws IllegalArgumentException if there is nothing to count or the count exceeds it
   */
  public static Wilson of(long count, long of) {
    if (of < 1 || count < 0 || count > of) {
      throw new IllegalArgumentException("no share: " + count + " of " + of);
    }
    double n = of;
    double share = count / n;
    double square = QUANTILE * QUANTILE;
    double centre = (share + square / (2 * n)) / (1 + square / n);
    double half =
        QUANTILE * Math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n);
    // At the ends the bound is exact, where rounding would leave a speck.
    return new Wilson(
        count == 0 ? 0 : Math.max(0, centre - half), count == of ? 1 : Math.min(1, centre + half));
  }
}
