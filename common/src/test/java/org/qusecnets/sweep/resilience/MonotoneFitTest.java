package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MonotoneFitTest {
  private static final double[] POSITIONS = {0, 0.1, 0.2, 0.3, 0.4};

  private static double[] fitted(MonotoneFit fit, int count) {
    return IntStream.range(0, count).mapToDouble(fit::fitted).toArray();
  }

  private static MonotoneFit even(double... values) {
    return new MonotoneFit(POSITIONS, values, new double[] {1, 1, 1, 1, 1});
  }

  @Test
  void whatDoesNotRiseIsKept() {
    assertThat(fitted(even(0.9, 0.9, 0.7, 0.3, 0.1), 5)).containsExactly(0.9, 0.9, 0.7, 0.3, 0.1);
  }

  @Test
  void neighboursThatRiseArePooled() {
    assertThat(fitted(even(0.9, 0.6, 0.8, 0.1, 0.3), 5))
        .containsExactly(new double[] {0.9, 0.7, 0.7, 0.2, 0.2}, within(1e-15));
  }

  /** 0.5 and 0.7 pool to 0.6, above 0.55 before: all three to (0.55 + 0.5 + 0.7) / 3. */
  @Test
  void poolsAreThemselvesPooled() {
    assertThat(fitted(even(0.9, 0.55, 0.5, 0.7, 0.1), 5))
        .containsExactly(new double[] {0.9, 1.75 / 3, 1.75 / 3, 1.75 / 3, 0.1}, within(1e-15));
  }

  @Test
  void pooledValuesCountByTheirWeights() {
    MonotoneFit fit =
        new MonotoneFit(new double[] {0, 1}, new double[] {0.8, 0.9}, new double[] {1, 4});
    assertThat(fitted(fit, 2)).containsExactly(new double[] {0.88, 0.88}, within(1e-15));
  }

  @Test
  void lastNotBelowIsOnTheStraightLineBetween() {
    MonotoneFit fit = even(0.9, 0.9, 0.7, 0.3, 0.1);
    assertThat(fit.lastNotBelow(0.8).getAsDouble()).isCloseTo(0.15, within(1e-15));
    assertThat(fit.lastNotBelow(0.6).getAsDouble()).isCloseTo(0.225, within(1e-15));
    assertThat(fit.lastNotBelow(0.9).getAsDouble()).isCloseTo(0.1, within(1e-15));
    assertThat(fit.lastNotBelow(0.95)).as("below everywhere").hasValue(0);
    assertThat(fit.lastNotBelow(0.1)).as("nowhere below").isEmpty();
  }

  @Test
  void roundingOfTheBoundDoesNotMatter() {
    // 0.7 - 0.4 is less than 0.3 by rounding, 0.1 + 0.2 more.
    assertThat(even(0.7, 0.5, 0.3, 0.3, 0.3).lastNotBelow(0.7 - 0.4)).isEmpty();
    assertThat(even(0.7, 0.5, 0.3, 0.3, 0.3).lastNotBelow(0.1 + 0.2)).isEmpty();
  }

  /** The least of the greatest means: the solution of isotonic regression in closed form. */
  @Property(tries = 300)
  void solvesTheLeastSquaresProblem(
      @ForAll @Size(6) List<@DoubleRange(min = 0, max = 1) Double> values,
      @ForAll @Size(6) List<@IntRange(min = 1, max = 9) Integer> weights) {
    double[] v = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] w = weights.stream().mapToDouble(Integer::doubleValue).toArray();
    MonotoneFit fit = new MonotoneFit(new double[] {0, 1, 2, 3, 4, 5}, v, w);
    for (int i = 0; i < 6; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int from = 0; from <= i; from++) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (int to = i; to < 6; to++) {
          greatest = Math.max(greatest, mean(v, w, from, to));
        }
        least = Math.min(least, greatest);
      }
      assertThat(fit.fitted(i)).isCloseTo(least, within(1e-12));
    }
  }

  private static double mean(double[] values, double[] weights, int from, int to) {
    double sum = 0;
    double mass = 0;
    for (int i = from; i <= to; i++) {
      sum += values[i] * weights[i];
      mass += weights[i];
    }
    return sum / mass;
  }
}
