package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  /** Logits ln 1, ln 2, ln 5 have the probabilities 1/8, 2/8, 5/8. */
  @Test
  void gradientIsSoftmaxLessTheLabel() {
    float[] logits = {9, 9, 9, 0, (float) Math.log(2), (float) Math.log(5)};
    float[] gradient = {7, 7, 7, 7, 7, 7};

    CrossEntropy.at(new int[] {2, 1}, 3).differentiate(1, logits, 3, gradient);

    assertThat(gradient)
        .as("the second image's, and nothing else")
        .containsExactly(new float[] {7, 7, 7, 0.125f, -0.75f, 0.625f}, within(1e-6f));
  }

  /** 1 - p is 0 in float32 and even in double: exp(-60) is 9e-27. */
  @Test
  void doesNotVanishForConfidentLogits() {
    float[] gradient = gradient(new float[] {60, 0, 0}, 0);

    assertThat(gradient[1]).isCloseTo((float) Math.exp(-60), within(1e-31f));
    assertThat((double) gradient[0]).isCloseTo(-2 * Math.exp(-60), within(1e-31));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    assertThat(gradient(new float[] {1000, 1000}, 1))
        .containsExactly(new float[] {0.5f, -0.5f}, within(1e-6f));
  }

  @Property
  void addsUpToZeroAndLowersTheLabelOnly(
      @ForAll @Size(min = 2, max = 12) byte[] whole, @ForAll @IntRange(max = 1) int label) {
    float[] logits = new float[whole.length];
    for (int c = 0; c < whole.length; c++) {
      logits[c] = whole[c] / 4f;
    }

    float[] gradient = gradient(logits, label);

    double sum = IntStream.range(0, gradient.length).mapToDouble(c -> gradient[c]).sum();
    assertThat(sum).isCloseTo(0, within(1e-6));
    for (int c = 0; c < gradient.length; c++) {
      if (c == label) {
        assertThat(gradient[c]).isNegative();
      } else {
        assertThat(gradient[c]).isPositive();
      }
    }
  }

  private static float[] gradient(float[] logits, int label) {
    float[] gradient = new float[logits.length];
    CrossEntropy.at(new int[] {label}, logits.length).differentiate(0, logits, 0, gradient);
    return gradient;
  }
}
