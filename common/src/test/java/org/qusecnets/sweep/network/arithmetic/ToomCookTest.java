package org.qusecnets.sweep.network.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.network.Samples;

class ToomCookTest {
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void convolvesLikeTheDefinition(
      @ForAll @IntRange(min = 1, max = 12) int outputs,
      @ForAll @IntRange(min = 1, max = ToomCook.MOST_TAPS) int taps,
      @ForAll long seed) {
    float[] values = Samples.randomValues(outputs + taps - 1, seed);
    float[] filter = Samples.randomValues(taps, seed + 1);
    ToomCook convolution = ToomCook.of(outputs, taps);

    float[] valuesAtPoints = apply(convolution.input(), values, convolution.points());
    float[] filterAtPoints = apply(convolution.filter(), filter, convolution.points());
    float[] products = new float[convolution.points()];
    for (int p = 0; p < products.length; p++) {
      products[p] = valuesAtPoints[p] * filterAtPoints[p];
    }
    float[] result = apply(convolution.output(), products, outputs);

    for (int o = 0; o < outputs; o++) {
      double expected = 0;
      for (int tap = 0; tap < taps; tap++) {
        expected += (double) values[o + tap] * filter[tap];
      }
      assertThat((double) result[o]).isCloseTo(expected, within(1e-5));
    }
  }

  /** A tile of m outputs and r taps needs m + r - 1 products. */
  @ParameterizedTest
  @CsvSource({"2, 3, 4", "3, 3, 5", "4, 3, 8", "5, 3, 9", "6, 3, 10", "7, 3, 13", "3, 4, 6"})
  void needsAsManyProductsAsItsTiles(int outputs, int taps, int products) {
    assertThat(ToomCook.of(outputs, taps).points()).isEqualTo(products);
  }

  @Test
  void transposedTransformIsTheAdjoint() {
    VectorTransform transform = ToomCook.of(5, 3).input();
    float[] values = Samples.randomValues(7, 1);
    float[] points = Samples.randomValues(9, 2);

    float[] there = apply(transform, values, 9);
    float[] back = apply(transform.transposed(), points, 7);

    assertThat(dot(there, points)).isCloseTo(dot(values, back), within(1e-5));
  }

  /** Vectors of one value. */
  private static float[] apply(VectorTransform transform, float[] values, int results) {
    float[] result = new float[results];
    transform.apply(values, 0, 1, result, 0, 1, 1);
    return result;
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
