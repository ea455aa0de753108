package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstantLevelsTest {
  /** Steps of the brute force, a multiple of no n below. */
  private static final int STEPS = 1_000_003;

  /** Eq. 1 with hard thresholds, by counting them. */
  private static double quantize(double x, int levels) {
    int above = 0;
    for (int k = 1; k < levels; k++) {
      above += x > (double) k / levels ? 1 : 0;
    }
    return (double) above / (levels - 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 16})
  void errorsAreAsDerived(int levels) {
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < STEPS; i++) {
      double x = (i + 0.5) / STEPS;
      double error = quantize(x, levels) - x;
      largest = Math.max(largest, Math.abs(error));
      squares += error * error;
    }
    assertThat(ConstantLevels.largestError(levels)).isCloseTo(largest, within(2.0 / STEPS));
    assertThat(ConstantLevels.evenRmsError(levels))
        .isCloseTo(Math.sqrt(squares / STEPS), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, 256",
    "0.01, 49",
    "0.02, 24",
    "0.05, 9",
    "0.1, 4",
    "0.11, 4",
    "0.125, 3",
    "0.1249, 4",
    "0.2, 2",
    "0.2499, 2"
  })
  void theHalfDistanceOfTheLargestNExceedsEpsilonAndTheNextDoesNot(double epsilon, int levels) {
    assertThat(ConstantLevels.largestFor(epsilon)).hasValue(levels);
    assertThat(ConstantLevels.halfDistance(levels)).isGreaterThan(epsilon);
    if (levels < ConstantLevels.MOST) {
      assertThat(ConstantLevels.halfDistance(levels + 1)).isLessThanOrEqualTo(epsilon + 1e-15);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.3, 0.5, 1})
  void fromAQuarterOnThereIsNone(double epsilon) {
    assertThat(ConstantLevels.largestFor(epsilon)).isEmpty();
  }

  /** No decimal that is exactly a half-distance lets its own n pass. */
  @Test
  void halfDistancesThemselvesAreNotExceeded() {
    for (int levels : new int[] {4, 5, 8, 10, 16, 20, 25, 32, 40, 50, 64, 80, 100, 125, 128}) {
      assertThat(ConstantLevels.largestFor(ConstantLevels.halfDistance(levels)))
          .hasValue(levels - 1);
    }
  }
}
