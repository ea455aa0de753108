package org.qusecnets.sweep.network;

import java.util.Random;

/** The order in which training takes its images, another one in each epoch. */
public final class ImageOrder {
  private final Random random;

  /**
   * The orders that come of a seed.
   *
   * @param seed draws all of them
   */
  public ImageOrder(long seed) {
    random = new Random(seed);
  }

  /**
   * The order of the next epoch.
   *
   * @param size number of images
   * @return [size]: the numbers 0 to {@code size} - 1, each once
   */
  public int[] next(int size) {
    int[] numbers = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      numbers[i] = numbers[j];
      numbers[j] = i;
    }
    return numbers;
  }
}
