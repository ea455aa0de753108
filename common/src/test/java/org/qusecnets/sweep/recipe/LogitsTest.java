package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LogitsTest {
  @Test
  void predictsTheFirstOfTheLargest() {
    float[] logits = {9, 9, 1, 3, 3, 2};

    assertThat(Logits.argmax(logits, 0, 3)).isZero();
    assertThat(Logits.argmax(logits, 2, 4)).isEqualTo(1);
    assertThat(Logits.argmax(logits, 3, 3)).isZero();
    assertThat(Logits.argmax(new float[] {-2, -1}, 0, 2)).isEqualTo(1);
  }

  @Test
  void takesTheLogarithmOfASumOfExponentials() {
    float[] logits = {7, 0, (float) Math.log(2), (float) Math.log(5)};

    assertThat(Logits.logSumExp(logits, 1, 3)).isCloseTo(Math.log(8), within(1e-7));
    assertThat(Logits.probability(logits, 1, 3, 2)).isCloseTo(5 / 8.0, within(1e-7));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    float[] logits = {1000, 1000, -1000, -1000};

    assertThat(Logits.logSumExp(logits, 0, 2)).isCloseTo(1000 + Math.log(2), within(1e-9));
    assertThat(Logits.logSumExp(logits, 2, 2)).isCloseTo(-1000 + Math.log(2), within(1e-9));
    assertThat(Logits.probability(logits, 0, 4, 0)).isCloseTo(0.5, within(1e-12));
    assertThat(Logits.probability(logits, 0, 4, 3)).isZero();
  }

  @Provide
  Arbitrary<float[]> logits() {
    return Arbitraries.floats().between(-200, 200).array(float[].class).ofMinSize(1).ofMaxSize(12);
  }

  @Property
  void probabilitiesAddUpToOne(@ForAll("logits") float[] logits) {
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      sum += Logits.probability(logits, 0, logits.length, c);
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  /** Whole numbers, which float32 adds exactly. */
  @Property
  void aConstantAddedToAllLogitsChangesNothing(
      @ForAll @Size(min = 1, max = 12) short[] whole, @ForAll short constant) {
    float[] logits = new float[whole.length];
    float[] shifted = new float[whole.length];
    for (int c = 0; c < whole.length; c++) {
      int logit = whole[c] / 256;
      logits[c] = logit;
      shifted[c] = logit + constant;
    }

    assertThat(Logits.argmax(shifted, 0, shifted.length))
        .isEqualTo(Logits.argmax(logits, 0, logits.length));
    for (int c = 0; c < whole.length; c++) {
      assertThat(Logits.probability(shifted, 0, shifted.length, c))
          .isCloseTo(Logits.probability(logits, 0, logits.length, c), within(1e-9));
    }
  }
}
