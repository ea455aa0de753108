package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;

class ThermometerEncodingTest {
  private static final ImageShape PIXEL = new ImageShape(1, 1, 1);

  private static float[] code(int levels, float value) {
    return new ThermometerEncoding(levels).transform(new float[] {value}, PIXEL, 0);
  }

  @Test
  void hasAOneForEachThresholdThatIsExceeded() {
    assertThat(code(4, 0)).containsExactly(1, 0, 0, 0);
    assertThat(code(4, 0.25f)).containsExactly(1, 0, 0, 0);
    assertThat(code(4, 0.26f)).containsExactly(1, 1, 0, 0);
    assertThat(code(4, 0.75f)).containsExactly(1, 1, 1, 0);
    assertThat(code(4, 1)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void eachChannelBecomesAsManyChannelsAsThereAreLevels() {
    ThermometerEncoding encoding = new ThermometerEncoding(3);
    ImageShape shape = new ImageShape(2, 1, 2);

    assertThat(encoding.output(shape)).isEqualTo(new ImageShape(6, 1, 2));
    assertThat(encoding.transform(new float[] {0, 0.5f, 0.9f, 0.1f}, shape, 0))
        .containsExactly(1, 1, 0, 1, 0, 0, 1, 1, 1, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({"3", "16"})
  void isThatOfTheAdversarialRobustnessToolbox(int levels) {
    for (String kind : List.of("grey", "colour")) {
      assertThat(GoldenTransforms.transformed(new ThermometerEncoding(levels), kind))
          .isEqualTo(GoldenTransforms.array("thermometer-" + levels + "-" + kind));
    }
  }

  @Test
  void gradientComesFromTheTwoThresholdsAround() {
    ThermometerEncoding encoding = new ThermometerEncoding(4);
    float[] gradient = {1, 10, 100, 1000};

    assertThat(encoding.backward(new float[] {0}, PIXEL, gradient, 0)).containsExactly(20);
    assertThat(encoding.backward(new float[] {0.3f}, PIXEL, gradient, 0)).containsExactly(220);
    assertThat(encoding.backward(new float[] {0.5f}, PIXEL, gradient, 0)).containsExactly(220);
    assertThat(encoding.backward(new float[] {0.6f}, PIXEL, gradient, 0)).containsExactly(2200);
    assertThat(encoding.backward(new float[] {1}, PIXEL, gradient, 0)).containsExactly(2000);
  }

  @Test
  void gradientKeepsChannelsApart() {
    ThermometerEncoding encoding = new ThermometerEncoding(2);
    ImageShape shape = new ImageShape(2, 1, 2);

    assertThat(encoding.backward(new float[4], shape, new float[] {0, 0, 1, 2, 0, 0, 3, 4}, 0))
        .containsExactly(1, 2, 3, 4);
  }

  @Property
  void gradientIsTheDerivativeOfTheRamps(
      @ForAll @IntRange(min = 2, max = 256) int levels,
      @ForAll @FloatRange(max = 1) float value,
      @ForAll long seed) {
    double scaled = (double) value * levels;
    Assume.that(Math.abs(scaled - Math.rint(scaled)) > 1e-2);
    float[] gradient = TestImages.gradient(new ImageShape(levels, 1, 1), new Random(seed));
    double step = 1e-6;
    double slope = (ramps(value + step, gradient) - ramps(value - step, gradient)) / (2 * step);

    assertThat(
            (double)
                new ThermometerEncoding(levels)
                    .backward(new float[] {value}, PIXEL, gradient, 0)[0])
        .isCloseTo(slope, within(1e-3));
  }

  private static double ramps(double value, float[] gradient) {
    double sum = gradient[0];
    for (int k = 1; k < gradient.length; k++) {
      sum += gradient[k] * Math.max(0, Math.min(1, (value * gradient.length - k + 1) / 2));
    }
    return sum;
  }

  @Property
  void rampsAreTheMeanCodeAround(
      @ForAll @IntRange(min = 2, max = 40) int levels, @ForAll @FloatRange(max = 1) float value) {
    int steps = 2000;
    double[] mean = new double[levels];
    for (int step = 0; step < steps; step++) {
      double moved = value + ((step + 0.5) / steps * 2 - 1) / levels;
      float[] code = code(levels, (float) moved);
      for (int k = 0; k < levels; k++) {
        mean[k] += code[k] / steps;
      }
    }

    for (int k = 1; k < levels; k++) {
      double ramp = Math.max(0, Math.min(1, ((double) value * levels - k + 1) / 2));
      assertThat(mean[k]).isCloseTo(ramp, within(2.0 / steps));
    }
  }
}
