package org.qusecnets.sweep.attack;

import java.util.Arrays;

/**
 * The pair of values with the largest saliency: of all pairs p before q with rising[p] + rising[q]
 * above 0 and falling[p] + falling[q] below 0 the one with the largest {@code -(rising[p] +
 * rising[q]) (falling[p] + falling[q])}, the first of equals.
 *
 * <p>It is found without looking at most pairs, and without memory for them: no pair with p scores
 * more than p with a partner that had the most of both. Values are taken in the order of that
 * bound, until it falls below the best pair's score.
 */
final class SalientPair {
  static final long NONE = -1;
  private static final long MEMBER = (1 << 20) - 1;
  private static final double KEY_PRECISION = 1 + 1e-9;

  private SalientPair() {}

  static int first(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int second(long pair) {
    return (int) pair;
  }

  private static long pair(int p, int q) {
    return (long) Math.min(p, q) << Integer.SIZE | Math.max(p, q);
  }

  /**
   * Searches.
   *
   * @param rising gradient of the target from {@code from} on
   * @param falling gradient of the sum of the other classes from {@code from} on
   * @param domain from {@code domainFrom} on, which values may still change; those whose gradient
   *     is not finite are left out
   * @param size number of values, at most 2^20
   * @return both indices, or {@link #NONE}
   */
  static long of(
      float[] rising, float[] falling, int from, boolean[] domain, int domainFrom, int size) {
    if (size > MEMBER + 1) {
      throw new IllegalArgumentException("too many values: " + size);
    }
    int count = 0;
    int[] members = new int[size];
    double mostRising = Double.NEGATIVE_INFINITY;
    double mostFalling = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      float up = rising[from + i];
      float down = -falling[from + i];
      if (domain[domainFrom + i] && Float.isFinite(up) && Float.isFinite(down)) {
        members[count++] = i;
        mostRising = Math.max(mostRising, up);
        mostFalling = Math.max(mostFalling, down);
      }
    }
    double[] a = new double[count];
    double[] b = new double[count];
    long[] order = new long[count];
    for (int m = 0; m < count; m++) {
      a[m] = rising[from + members[m]];
      b[m] = -falling[from + members[m]];
      order[m] = key(score(a[m] + mostRising, b[m] + mostFalling), m);
    }
    Arrays.sort(order);
    double best = 0;
    long found = NONE;
    for (long entry : order) {
      int p = (int) (entry & MEMBER);
      double bound = score(a[p] + mostRising, b[p] + mostFalling);
      if (bound == 0 || bound * KEY_PRECISION < best) {
        break;
      }
      for (int q = 0; q < count; q++) {
        double score = q == p ? 0 : score(a[p] + a[q], b[p] + b[q]);
        if (score > 0 && score >= best) {
          long candidate = pair(members[p], members[q]);
          if (score > best || candidate < found) {
            best = score;
            found = candidate;
          }
        }
      }
    }
    return found;
  }

  /** In double precision: the product of two small gradients would be 0 in float32. */
  private static double score(double up, double down) {
    return up > 0 && down > 0 ? up * down : 0;
  }

  /** Sorts by falling bound, of which it keeps 32 binary places. */
  private static long key(double bound, int member) {
    long descending = Double.doubleToLongBits(Double.MAX_VALUE) - Double.doubleToLongBits(bound);
    return (descending & ~MEMBER) | member;
  }
}
