package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class HardQuantizationTest {
  private static float[] quantized(int levels, float... values) {
    return new HardQuantization(levels, Applied.ALWAYS)
        .transform(values, new ImageShape(1, 1, values.length), 0);
  }

  @Test
  void twoLevelsAreBinarization() {
    assertThat(quantized(2, 0, 0.49f, 0.5f, Math.nextUp(0.5f), 1)).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void countsTheThresholdsThatAreExceeded() {
    assertThat(quantized(4, 0, 0.25f, 0.26f, 0.5f, 0.51f, 0.75f, 0.76f, 1))
        .containsExactly(0, 0, 1 / 3f, 1 / 3f, 2 / 3f, 2 / 3f, 1, 1);
  }

  @Test
  void whatIsBeyondTheRangeOfPixelsIsBlackOrWhite() {
    assertThat(quantized(3, -5, 7, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY))
        .containsExactly(0, 1, 0, 1);
  }

  @Property
  void thresholdsThemselvesAreNotExceeded(@ForAll @IntRange(min = 2, max = 256) int levels) {
    for (int k = 1; k < levels; k++) {
      float threshold = (float) ((double) k / levels);
      assertThat(Thresholds.exceeded(threshold, levels)).isEqualTo(k - 1);
      assertThat(Thresholds.exceeded(Math.nextUp(threshold), levels)).isEqualTo(k);
    }
  }

  @Property
  void isWhatConstantQuantizationApproaches(
      @ForAll @IntRange(min = 2, max = 256) int levels, @ForAll @FloatRange(max = 1) float value) {
    double z = 1e6;
    double distance = Math.abs((double) value * levels - Math.rint((double) value * levels));
    Assume.that(distance / levels > 20 / z);
    double sum =
        IntStream.range(1, levels)
            .mapToDouble(k -> 1 / (1 + Math.exp(-z * (value - (double) k / levels))))
            .sum();

    assertThat((double) quantized(levels, value)[0]).isCloseTo(sum / (levels - 1), within(1e-6));
  }
}
