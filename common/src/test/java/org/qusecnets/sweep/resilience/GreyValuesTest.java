package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GreyValuesTest {
  private static final GreyValues EVERY_VALUE = values(IntStream.range(0, 256).toArray());

  private static GreyValues values(int... values) {
    return GreyValues.of(
        MeanBrightness.images(values), IntStream.range(0, values.length).toArray());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 15, 16, 17, 85, 255, 256})
  void quantizesAsEquation1WithASteepSigmoid(int levels) {
    for (int value = 0; value < 256; value++) {
      double sum = 0;
      for (int k = 1; k < levels; k++) {
        // From whole numbers, so that a value on a threshold is exactly on it.
        double distance = (value * levels - 255 * k) / (255.0 * levels);
        sum += 1 / (1 + Math.exp(-1e8 * distance));
      }
      assertThat(GreyValues.quantize(value, levels))
          .as("%d in %d levels", value, levels)
          .isCloseTo(sum / (levels - 1), within(1e-12));
    }
  }

  @Test
  void errorsAreThoseOfTheValuesThereAre() {
    GreyValues blackWhiteAndGrey = values(0, 255, 102, 0);

    // 102 / 255 = 0.4 becomes 0 and 1/2.
    assertThat(blackWhiteAndGrey.rmsError(2)).isCloseTo(0.4 / 2, within(1e-15));
    assertThat(blackWhiteAndGrey.largestError(2)).isCloseTo(0.4, within(1e-15));
    assertThat(blackWhiteAndGrey.rmsError(3)).isCloseTo(0.1 / 2, within(1e-15));
    assertThat(values(0, 255).rmsError(7)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 16})
  void evenValuesHaveTheErrorsThatAreDerived(int levels) {
    assertThat(EVERY_VALUE.rmsError(levels))
        .isCloseTo(ConstantLevels.evenRmsError(levels), within(0.01));
    assertThat(EVERY_VALUE.largestError(levels))
        .isCloseTo(ConstantLevels.largestError(levels), within(1 / 255.0 + 1e-12))
        .isLessThanOrEqualTo(ConstantLevels.largestError(levels));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 8 / 255.0})
  void sharesCountTheValuesFartherThanEpsilonFromEveryThreshold(double epsilon) {
    for (int levels = 2; levels <= 20; levels++) {
      int n = levels;
      long farther =
          IntStream.range(0, 256)
              .filter(value -> IntStream.range(1, n).allMatch(k -> isFarther(value, k, n, epsilon)))
              .count();
      assertThat(EVERY_VALUE.shareFartherThan(epsilon, n)).isEqualTo(farther / 256.0);
    }
  }

  /** |value / 255 - k / n| > epsilon, in exact decimals: both sides times 255 n. */
  private static boolean isFarther(int value, int k, int levels, double epsilon) {
    return BigDecimal.valueOf(Math.abs((long) value * levels - 255L * k))
            .compareTo(BigDecimal.valueOf(epsilon).multiply(BigDecimal.valueOf(255L * levels)))
        > 0;
  }

  @Test
  void blackAndWhiteAreAnNthFromTheNextThreshold() {
    GreyValues blackAndWhite = values(0, 255);

    assertThat(blackAndWhite.shareFartherThan(0.2, 4)).isEqualTo(1);
    assertThat(blackAndWhite.shareFartherThan(0.2, 5)).as("1/5 is not farther").isZero();
    assertThat(blackAndWhite.mostWithHalfFartherThan(0.2)).hasValue(4);
    assertThat(blackAndWhite.mostWithHalfFartherThan(0.5)).isEmpty();
  }

  /** 102 / 255 = 0.4 becomes 0, 1/2, 1/3, 3/8 (it is on a threshold), 2/5, 2/6, 3/7, ... */
  @Test
  void fewestIsWhereErrorsHaveComeToStay() {
    GreyValues grey = values(102);

    assertThat(grey.rmsError(4)).isCloseTo(0.4 - 1 / 3.0, within(1e-15));
    assertThat(grey.rmsError(5)).isCloseTo(0.025, within(1e-15));
    assertThat(grey.rmsError(6)).isCloseTo(0, within(1e-15));
    assertThat(grey.rmsError(7)).isCloseTo(0.4 - 2 / 6.0, within(1e-15));
    assertThat(grey.fewestWithin(0.1)).as("all errors from n = 3 on are less").isEqualTo(3);
    assertThat(grey.fewestWithin(0.06)).as("5 and 6 are within, 7 is not").isEqualTo(8);
    assertThat(grey.fewestWithin(1)).isEqualTo(2);
    assertThat(EVERY_VALUE.fewestWithin(0)).as("256 levels for 256 values").isEqualTo(256);
  }
}
