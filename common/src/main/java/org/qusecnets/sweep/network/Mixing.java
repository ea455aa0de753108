package org.qusecnets.sweep.network;

/**
 * Hashes of 64 bits for the random numbers of single images, where a cryptographic hash would cost
 * more than the work that the numbers are for. The finisher is that of SplitMix64.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea, Flood 2014</a>
 */
final class Mixing {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mixing() {}

  /** A hash of two numbers, in this order. */
  static long of(long first, long second) {
    return finish(finish(first + GOLDEN_GAMMA) + GOLDEN_GAMMA * (2 * second + 1));
  }

  /** A hash of {@code length} values from {@code from} on, by their bits. */
  static long of(long seed, float[] values, int from, int length) {
    long hash = finish(seed + GOLDEN_GAMMA);
    for (int i = from; i < from + length; i++) {
      hash = finish((hash ^ Float.floatToRawIntBits(values[i])) + GOLDEN_GAMMA);
    }
    return hash;
  }

  private static long finish(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
