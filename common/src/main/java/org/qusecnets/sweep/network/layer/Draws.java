package org.qusecnets.sweep.network.layer;

import java.util.SplittableRandom;

/** The random numbers of an image in a layer. */
final class Draws {
  private Draws() {}

  /** Those from an image's seed; layers begin at different numbers of its sequence. */
  static SplittableRandom of(long seed, int layer) {
    SplittableRandom image = new SplittableRandom(seed);
    for (int i = 0; i < layer; i++) {
      image.nextLong();
    }
    return new SplittableRandom(image.nextLong());
  }
}
