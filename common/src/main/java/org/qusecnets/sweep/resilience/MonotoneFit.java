package org.qusecnets.sweep.resilience;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The non-increasing curve that is nearest to measurements in least squares: isotonic regression by
 * pooling adjacent violators, and straight lines in between.
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177728423">Ayer et al. 1955: An Empirical
 *     Distribution Function for Sampling with Incomplete Information</a>
 */
final class MonotoneFit {
  /** What rounding may do to a difference of two shares. */
  private static final double ROUNDING = 1e-12;

  private final double[] positions;
  private final double[] fitted;

  /**
   * Fits.
   *
   * @param positions where was measured, ascending
   * @param values what was measured
   * @param weights how much each counts, above 0
   */
  MonotoneFit(double[] positions, double[] values, double[] weights) {
    this.positions = positions.clone();
    fitted = fit(values, weights);
  }

  private static double[] fit(double[] values, double[] weights) {
    int count = values.length;
    double[] sums = new double[count];
    double[] masses = new double[count];
    int[] ends = new int[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      double sum = weights[i] * values[i];
      double mass = weights[i];
      while (blocks > 0 && sums[blocks - 1] / masses[blocks - 1] < sum / mass) {
        blocks--;
        sum += sums[blocks];
        mass += masses[blocks];
      }
      sums[blocks] = sum;
      masses[blocks] = mass;
      ends[blocks] = i + 1;
      blocks++;
    }
    double[] fitted = new double[count];
    for (int block = 0; block < blocks; block++) {
      int from = block == 0 ? 0 : ends[block - 1];
      // What was not pooled stays what it was, to the bit.
      double mean = ends[block] == from + 1 ? values[from] : sums[block] / masses[block];
      Arrays.fill(fitted, from, ends[block], mean);
    }
    return fitted;
  }

  /** The curve's value where the measurement of this number was made. */
  double fitted(int measurement) {
    return fitted[measurement];
  }

  /**
   * The last position at which the curve is not below a bound; the first position if it is below
   * everywhere, and empty if it is nowhere.
   */
  OptionalDouble lastNotBelow(double bound) {
    for (int i = 0; i < fitted.length; i++) {
      if (fitted[i] < bound - ROUNDING) {
        return OptionalDouble.of(i == 0 ? positions[0] : between(i - 1, bound));
      }
    }
    return OptionalDouble.empty();
  }

  private double between(int before, double bound) {
    double share = (fitted[before] - bound) / (fitted[before] - fitted[before + 1]);
    return positions[before]
        + Math.min(1, Math.max(0, share)) * (positions[before + 1] - positions[before]);
  }
}
