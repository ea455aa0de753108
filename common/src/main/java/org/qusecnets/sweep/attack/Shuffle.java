package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Random orders. */
public final class Shuffle {
  private Shuffle() {}

  /** The numbers from 0 to {@code count - 1} in random order (Fisher and Yates). */
  public static int[] of(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }
}
