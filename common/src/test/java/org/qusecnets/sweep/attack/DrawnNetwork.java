package org.qusecnets.sweep.attack;

import java.util.Map;
import java.util.SplittableRandom;
import org.qusecnets.sweep.network.GoldenArrays;

/**
 * The network of {@code drawn_network.py}: the paper's in its whole size, of which the weights of
 * the second and third convolution are drawn and the others, which were trained, are kept.
 */
final class DrawnNetwork {
  private static final int BITS = 24;
  private static final float UNIT = 0x1p-27f;

  private DrawnNetwork() {}

  /** The weights by PyTorch's names. */
  static Map<String, float[]> weights() {
    Map<String, float[]> weights = GoldenArrays.read("/golden/full-network.npz");
    weights.put("2.weight", draw(0, 128 * 64 * 6 * 6));
    weights.put("4.weight", draw(1, 128 * 128 * 5 * 5));
    return weights;
  }

  private static float[] draw(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      long integer = (random.nextLong() >>> (Long.SIZE - BITS)) - (1L << (BITS - 1));
      drawn[i] = integer * UNIT;
    }
    return drawn;
  }
}
