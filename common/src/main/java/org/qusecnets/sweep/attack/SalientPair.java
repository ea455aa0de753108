package org.qusecnets.sweep.attack;

import java.util.Arrays;

/**
 * The pair of values with the largest saliency: of all pairs p before q with rising[p] + rising[q]
 * above 0 and falling[p] + falling[q] below 0 the one with the largest {@code -(rising[p] +
 * rising[q]) (falling[p] + falling[q])}, the first of equals.
 *
 * <p>It is found without looking at most pairs, and without memory for them: values are grouped by
 * what they do to the target, and two groups are only looked into where the most that their values
 * have of both would score enough.
 */
final class SalientPair {
  static final long NONE = -1;

  private final int[] members;
  private final double[] a;
  private final double[] b;
  private final int width;
  private final double[] most;
  private double best;
  private long found = NONE;

  /** Takes the values in the order of their keys, which end in their numbers. */
  private SalientPair(float[] rising, float[] falling, int from, long[] keys) {
    members = new int[keys.length];
    a = new double[keys.length];
    b = new double[keys.length];
    width = Math.max(1, (int) Math.ceil(Math.sqrt(keys.length)));
    most = new double[(keys.length + width - 1) / width];
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int m = 0; m < keys.length; m++) {
      members[m] = (int) keys[m];
      a[m] = rising[from + members[m]];
      b[m] = -falling[from + members[m]];
      most[m / width] = Math.max(most[m / width], b[m]);
    }
  }

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
   * @param size number of values
   * @return both indices, or {@link #NONE}
   */
  static long of(
      float[] rising, float[] falling, int from, boolean[] domain, int domainFrom, int size) {
    int count = 0;
    long[] keys = new long[size];
    for (int i = 0; i < size; i++) {
      float up = rising[from + i];
      if (domain[domainFrom + i] && Float.isFinite(up) && Float.isFinite(falling[from + i])) {
        keys[count++] = key(up, i);
      }
    }
    Arrays.sort(keys, 0, count);
    return new SalientPair(rising, falling, from, Arrays.copyOf(keys, count)).search();
  }

  /** Sorts by falling value. */
  private static long key(float value, int number) {
    int bits = Float.floatToIntBits(value);
    int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    return (long) ~ascending << Integer.SIZE | number;
  }

  private long search() {
    int likelyFirst = 0;
    int likelySecond = 0;
    double likely = 0;
    for (int g = 0; g < most.length; g++) {
      for (int h = g; h < most.length; h++) {
        double bound = bound(g, h);
        if (bound > likely) {
          likely = bound;
          likelyFirst = g;
          likelySecond = h;
        }
      }
    }
    if (likely > 0) {
      // Its best pair most often rules out nearly all the other groups.
      search(likelyFirst, likelySecond);
      for (int g = 0; g < most.length; g++) {
        for (int h = g; h < most.length; h++) {
          double bound = bound(g, h);
          if (bound > 0 && bound >= best) {
            search(g, h);
          }
        }
      }
    }
    return found;
  }

  /** No pair of one value of each group scores more: rounding keeps the order of sizes. */
  private double bound(int g, int h) {
    return score(a[g * width] + a[h * width], most[g] + most[h]);
  }

  private void search(int g, int h) {
    int end = Math.min((h + 1) * width, members.length);
    for (int p = g * width; p < Math.min((g + 1) * width, members.length); p++) {
      for (int q = Math.max(p + 1, h * width); q < end; q++) {
        double score = score(a[p] + a[q], b[p] + b[q]);
        if (score > 0 && score >= best) {
          long candidate = pair(members[p], members[q]);
          if (score > best || candidate < found) {
            best = score;
            found = candidate;
          }
        }
      }
    }
  }

  /** In double precision: the product of two small gradients would be 0 in float32. */
  private static double score(double up, double down) {
    return up > 0 && down > 0 ? up * down : 0;
  }
}
