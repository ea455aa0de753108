package org.qusecnets.sweep.attack;

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
   * @param domain from {@code domainFrom} on, which values may still change
   * @return both indices, or {@link #NONE}
   */
  static long of(
      float[] rising, float[] falling, int from, boolean[] domain, int domainFrom, int size) {
    int count = 0;
    int[] members = new int[size];
    float mostRising = Float.NEGATIVE_INFINITY;
    float mostFalling = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < size; i++) {
      if (domain[domainFrom + i]) {
        members[count++] = i;
        mostRising = Math.max(mostRising, rising[from + i]);
        mostFalling = Math.max(mostFalling, -falling[from + i]);
      }
    }
    float[] a = new float[count];
    float[] b = new float[count];
    long[] order = new long[count];
    for (int m = 0; m < count; m++) {
      a[m] = rising[from + members[m]];
      b[m] = -falling[from + members[m]];
      order[m] = key(bound(a[m], b[m], mostRising, mostFalling), m);
    }
    java.util.Arrays.sort(order);
    float best = 0;
    long found = NONE;
    for (long entry : order) {
      int p = (int) entry;
      if (bound(a[p], b[p], mostRising, mostFalling) < best) {
        break;
      }
      for (int q = 0; q < count; q++) {
        float up = a[p] + a[q];
        float down = b[p] + b[q];
        if (q != p && up > 0 && down > 0) {
          float score = up * down;
          long candidate = pair(members[p], members[q]);
          if (score > best || (score == best && found != NONE && candidate < found)) {
            best = score;
            found = candidate;
          }
        }
      }
    }
    return found;
  }

  /** No pair with this value scores more; rounded like a score, so that equals stay equal. */
  private static float bound(float rises, float falls, float mostRising, float mostFalling) {
    float up = rises + mostRising;
    float down = falls + mostFalling;
    return up > 0 && down > 0 ? up * down : -1;
  }

  /** Sorts by falling bound. */
  private static long key(float bound, int member) {
    int descending = Integer.MAX_VALUE - Float.floatToIntBits(Math.max(0f, bound));
    return (long) descending << Integer.SIZE | member;
  }
}
