package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class BitDepthTest {
  private static float[] reduced(int bits, float... values) {
    return new BitDepth(bits, Applied.AT_EVALUATION)
        .transform(values, new ImageShape(1, 1, values.length), 0);
  }

  @Test
  void oneBitIsBlackOrWhite() {
    assertThat(reduced(1, 0, 0.2f, 0.5f, Math.nextUp(0.5f), 1)).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void halvesGoToTheEvenNeighbour() {
    assertThat(reduced(2, 0.5f)).containsExactly(2 / 3f);
    assertThat(reduced(3, 0.5f)).containsExactly(4 / 7f);
    assertThat(reduced(4, 0.1f, 0.3f, 0.5f)).containsExactly(2 / 15f, 4 / 15f, 8 / 15f);
  }

  @Test
  void eightBitImagesStayAsTheyAre() {
    for (int level = 0; level <= 255; level++) {
      assertThat(reduced(8, level / 255f)).containsExactly(level / 255f);
    }
  }

  @Property
  void movesByHalfAStepAtMostAndOnlyOnce(
      @ForAll @IntRange(min = 1, max = 8) int bits, @ForAll @FloatRange(max = 1) float value) {
    int steps = (1 << bits) - 1;
    float reduced = reduced(bits, value)[0];

    assertThat(Math.abs(reduced - value)).isLessThanOrEqualTo(0.5f / steps + 1e-6f);
    assertThat(reduced(bits, reduced)).containsExactly(reduced);
  }
}
