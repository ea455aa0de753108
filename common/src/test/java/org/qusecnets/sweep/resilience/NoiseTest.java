package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoiseTest {
  private static final int MANY = 100_000;

  private static float[] noisy(Noise noise, double strength, float value) {
    float[] values = new float[MANY];
    Arrays.fill(values, value);
    noise.add(values, 0, MANY, strength, new SplittableRandom(1));
    return values;
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double rms(float[] values, double around) {
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - around) * (values[i] - around))
            .average()
            .orElseThrow());
  }

  @Test
  void uniformNoiseIsSpreadEvenlyUpToItsStrength() {
    float[] values = noisy(Noise.UNIFORM, 0.3, 0.5f);

    assertThat(mean(values)).isCloseTo(0.5, within(0.002));
    assertThat(rms(values, 0.5)).isCloseTo(0.3 / Math.sqrt(3), within(0.001));
    for (float value : values) {
      assertThat((double) value).isBetween(0.2 - 1e-7, 0.8 + 1e-7);
    }
  }

  @Test
  void gaussianNoiseHasItsStrengthAsStandardDeviation() {
    float[] values = noisy(Noise.GAUSSIAN, 0.1, 0.5f);

    assertThat(mean(values)).isCloseTo(0.5, within(0.001));
    assertThat(rms(values, 0.5)).isCloseTo(0.1, within(0.001));
    long withinOne = IntStream.range(0, MANY).filter(i -> Math.abs(values[i] - 0.5) < 0.1).count();
    assertThat(withinOne / (double) MANY).isCloseTo(0.6827, within(0.005));
  }

  @Test
  void saltAndPepperTurnsAShareOfTheValuesBlackOrWhite() {
    float[] values = noisy(Noise.SALT_AND_PEPPER, 0.2, 0.25f);

    assertThat(share(values, 0f)).isCloseTo(0.1, within(0.003));
    assertThat(share(values, 1f)).isCloseTo(0.1, within(0.003));
    assertThat(share(values, 0.25f)).isCloseTo(0.8, within(0.005));
  }

  private static double share(float[] values, float wanted) {
    return IntStream.range(0, values.length).filter(i -> values[i] == wanted).count()
        / (double) values.length;
  }

  @ParameterizedTest
  @EnumSource
  void noisyValuesAreClippedAndTheirChangesAddedUp(Noise noise) {
    float[] values = {9, 0, 0.01f, 0.99f, 1, 9};

    double squares = noise.add(values, 1, 4, 1, new SplittableRandom(3));

    float[] clean = {0, 0.01f, 0.99f, 1};
    double expected = 0;
    for (int i = 0; i < clean.length; i++) {
      assertThat(values[1 + i]).isBetween(0f, 1f);
      expected += Math.pow((double) values[1 + i] - clean[i], 2);
    }
    assertThat(squares).isEqualTo(expected).isPositive();
    assertThat(values[0]).isEqualTo(9);
    assertThat(values[5]).isEqualTo(9);
  }

  @ParameterizedTest
  @EnumSource
  void withoutStrengthNothingChanges(Noise noise) {
    float[] values = {0, 0.3f, 1};

    assertThat(noise.add(values, 0, 3, 0, new SplittableRandom(3))).isZero();
    assertThat(values).containsExactly(0, 0.3f, 1);
  }

  @Test
  void changesBetweenTwoStrengthsFollowTheKind() {
    assertThat(Noise.UNIFORM.rmsBetween(0.1, 0.3, 0.25)).isCloseTo(0.15, within(1e-15));
    assertThat(Noise.GAUSSIAN.rmsBetween(0.1, 0.3, 0.25)).isCloseTo(0.15, within(1e-15));
    assertThat(Noise.SALT_AND_PEPPER.rmsBetween(0, 0.4, 0.25)).isCloseTo(0.2, within(1e-15));
  }
}
