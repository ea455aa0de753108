package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SalientPairTest {
  /** Few different values make many ties, few members of the domain no pair at all. */
  @Property(tries = 3000)
  void isTheFirstBestOfAllPairs(
      @ForAll long seed,
      @ForAll @IntRange(max = 80) int size,
      @ForAll @IntRange(min = 1, max = 12) int values,
      @ForAll @IntRange(max = 10) int tenthsInDomain) {
    Random random = new Random(seed);
    int from = random.nextInt(3);
    int domainFrom = random.nextInt(3);
    float[] rising = draw(random, from + size, values);
    float[] falling = draw(random, from + size, values);
    boolean[] domain = new boolean[domainFrom + size];
    for (int i = 0; i < domain.length; i++) {
      domain[i] = random.nextInt(10) < tenthsInDomain;
    }

    long pair = SalientPair.of(rising, falling, from, domain, domainFrom, size);

    assertThat(pair).isEqualTo(searchAll(rising, falling, from, domain, domainFrom, size));
  }

  @Property(tries = 300)
  void isTheBestOfManyDifferentPairs(@ForAll long seed, @ForAll @IntRange(max = 60) int exponent) {
    Random random = new Random(seed);
    float scale = (float) Math.pow(2, -exponent);
    float[] rising = new float[50];
    float[] falling = new float[50];
    for (int i = 0; i < 50; i++) {
      rising[i] = scale * (float) random.nextGaussian();
      falling[i] = scale * (float) random.nextGaussian();
    }
    boolean[] domain = new boolean[50];
    Arrays.fill(domain, true);

    assertThat(SalientPair.of(rising, falling, 0, domain, 0, 50))
        .isEqualTo(searchAll(rising, falling, 0, domain, 0, 50));
  }

  private static float[] draw(Random random, int count, int values) {
    float[] drawn = new float[count];
    for (int i = 0; i < count; i++) {
      drawn[i] = random.nextInt(2 * values + 1) - values;
    }
    return drawn;
  }

  /** CleverHans's search: the first of the largest scores in the matrix of all ordered pairs. */
  private static long searchAll(
      float[] rising, float[] falling, int from, boolean[] domain, int domainFrom, int size) {
    double best = 0;
    long found = SalientPair.NONE;
    for (int p = 0; p < size; p++) {
      for (int q = 0; q < size; q++) {
        double up = (double) rising[from + p] + rising[from + q];
        double down = (double) falling[from + p] + falling[from + q];
        boolean valid = p != q && domain[domainFrom + p] && domain[domainFrom + q];
        if (valid && up > 0 && down < 0 && -up * down > best) {
          best = -up * down;
          found = (long) p << 32 | q;
        }
      }
    }
    return found;
  }

  @Test
  void tellsBothOfThePair() {
    float[] rising = {0, 5, 1, 4};
    float[] falling = {-1, -2, -1, -3};

    long pair = SalientPair.of(rising, falling, 0, new boolean[] {true, true, true, true}, 0, 4);

    assertThat(SalientPair.first(pair)).isEqualTo(1);
    assertThat(SalientPair.second(pair)).isEqualTo(3);
  }

  /** The product of the sums is 4e-50. */
  @Test
  void smallGradientsAreNoZeros() {
    float[] rising = {1e-25f, 1e-25f};
    float[] falling = {-1e-25f, -1e-25f};

    assertThat(SalientPair.of(rising, falling, 0, new boolean[] {true, true}, 0, 2)).isEqualTo(1);
  }

  @Test
  void leavesOutWhatIsNotFinite() {
    float[] rising = {Float.NaN, 1, Float.POSITIVE_INFINITY, 2, 1};
    float[] falling = {-9, -1, -9, -2, Float.NEGATIVE_INFINITY};
    boolean[] domain = {true, true, true, true, true};

    long pair = SalientPair.of(rising, falling, 0, domain, 0, 5);

    assertThat(SalientPair.first(pair)).isEqualTo(1);
    assertThat(SalientPair.second(pair)).isEqualTo(3);
  }
}
