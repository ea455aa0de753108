package org.qusecnets.sweep.dataset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.qusecnets.sweep.UserException;

/**
 * Draws a sample that has the classes in the proportions of the whole set, without chance.
 *
 * <p>The rule: each class gets its quota by the method of largest remainders, ties going to the
 * lower class. If there are at least as many images as classes that the set has, each of these
 * keeps one: a class without gets it from the one with most, among equal ones the highest. From a
 * class of m images with a quota of q, the images at positions floor((i + 0.5) m / q) are taken,
 * for i from 0 to q - 1, in the order of the set.
 */
public final class StratifiedSample {
  private StratifiedSample() {}

  /**
   * The numbers of the sampled images, ascending.
   *
   * @param set what to draw from
   * @param count how many images, 1 to the size of the set
   * @throws UserException if the set does not have as many images, or none are wanted
   */
  public static int[] indices(ImageSet set, int count) {
    int[][] members = members(set);
    int[] quotas = quotas(members, set, count);
    keepEveryClass(members, quotas, count);
    return drawn(members, quotas, count);
  }

  /**
   * The same in the classes' proportions alone: one with few images may have none, so that a set is
   * divided and no class loses its last image to the smaller part.
   *
   * @param set what to draw from
   * @param count how many images, 1 to the size of the set
   * @throws UserException if the set does not have as many images, or none are wanted
   */
  public static int[] proportional(ImageSet set, int count) {
    int[][] members = members(set);
    return drawn(members, quotas(members, set, count), count);
  }

  /**
   * The numbers of the images that a sample leaves, ascending.
   *
   * @param set what was drawn from
   * @param sample the numbers of the sampled images, ascending
   */
  public static int[] others(ImageSet set, int[] sample) {
    return IntStream.range(0, set.size()).filter(i -> Arrays.binarySearch(sample, i) < 0).toArray();
  }

  private static void check(ImageSet set, int count) {
    if (count < 1 || count > set.size()) {
      throw new UserException(
          "Cannot sample "
              + count
              + " images: the set has "
              + set.size()
              + "; choose a number from 1 to "
              + set.size());
    }
  }

  private static int[] drawn(int[][] members, int[] quotas, int count) {
    int[] sample = new int[count];
    int next = 0;
    for (int c = 0; c < members.length; c++) {
      for (int i = 0; i < quotas[c]; i++) {
        // Whole numbers, so that no rounding enters the rule.
        long position = (2L * i + 1) * members[c].length / (2L * quotas[c]);
        sample[next++] = members[c][(int) position];
      }
    }
    Arrays.sort(sample);
    return sample;
  }

  /**
   * The numbers of a second sample, ascending, of the images that {@link #indices} leaves.
   *
   * @param set what to draw from
   * @param count how many images the first sample has
   * @param more how many images the second has
   * @throws UserException if the set does not have as many images, or none are wanted
   */
  public static int[] besides(ImageSet set, int count, int more) {
    int[] rest = others(set, indices(set, count));
    return Arrays.stream(indices(set.select(rest), more)).map(i -> rest[i]).toArray();
  }

  private static int[][] members(ImageSet set) {
    int[] counts = set.counts();
    int[][] members = new int[set.classes()][];
    Arrays.setAll(members, c -> new int[counts[c]]);
    for (int i = set.size() - 1; i >= 0; i--) {
      members[set.label(i)][--counts[set.label(i)]] = i;
    }
    return members;
  }

  private static int[] quotas(int[][] members, ImageSet set, int count) {
    check(set, count);
    int size = set.size();
    int[] quotas = new int[members.length];
    long[] remainders = new long[members.length];
    for (int c = 0; c < members.length; c++) {
      long share = (long) count * members[c].length;
      quotas[c] = (int) (share / size);
      remainders[c] = share % size;
    }
    int left = count - Arrays.stream(quotas).sum();
    IntStream.range(0, members.length)
        .boxed()
        .sorted(Comparator.comparingLong(c -> -remainders[c]))
        .limit(left)
        .forEach(c -> quotas[c]++);
    return quotas;
  }

  private static void keepEveryClass(int[][] members, int[] quotas, int count) {
    if (Arrays.stream(members).filter(images -> images.length > 0).count() > count) {
      return;
    }
    for (int c = 0; c < members.length; c++) {
      if (quotas[c] == 0 && members[c].length > 0) {
        int most = 0;
        for (int other = 1; other < quotas.length; other++) {
          most = quotas[other] >= quotas[most] ? other : most;
        }
        quotas[most]--;
        quotas[c]++;
      }
    }
  }
}
