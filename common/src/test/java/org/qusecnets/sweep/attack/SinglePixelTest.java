package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.ImageShape;

class SinglePixelTest {
  private static final ImageShape COLOUR = new ImageShape(3, 2, 4);

  /** Class 1 where all three channels of a pixel are black or white, as the sign says. */
  private static LinearClassifier vulnerableAt(int pixel, int sign) {
    double[][] weights = new double[2][COLOUR.size()];
    for (int channel = 0; channel < 3; channel++) {
      weights[1][channel * 8 + pixel] = sign;
    }
    return new LinearClassifier(COLOUR, weights, sign > 0 ? 2.9 : -0.1, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void findsTheOneVulnerablePixel(int sign) {
    float[] grey = grey(1);

    float[] found =
        Batches.run(
                attack("single-pixel"), vulnerableAt(6, sign), Batches.untargeted(grey.clone(), 0))
            .nearest;

    float[] expected = grey.clone();
    for (int value : new int[] {6, 14, 22}) {
      expected[value] = sign > 0 ? 1 : 0;
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void findsItInEveryImageAndAsksNoMoreOfIt() {
    CountingClassifier counting = new CountingClassifier(vulnerableAt(3, 1));
    AttackBatch batch = Batches.untargeted(grey(20), new int[20]);

    float[] found = Batches.run(attack("single-pixel"), counting, batch).nearest;

    assertThat(Batches.predictions(counting, found)).containsOnly(1);
    counting.inferences.remove(counting.inferences.size() - 1);
    assertThat(counting.inferences.get(0)).isEqualTo(20);
    assertThat(counting.inferences)
        .as("the order of the pixels is each image's own")
        .isSortedAccordingTo((a, b) -> b - a)
        .hasSizeGreaterThan(6);
  }

  @Test
  void triesNoMorePixelsThanItMay() {
    LinearClassifier stubborn = new LinearClassifier(COLOUR, new double[2][COLOUR.size()], 1, 0);
    for (int pixels : new int[] {1, 3, 100}) {
      CountingClassifier counting = new CountingClassifier(stubborn);

      float[] found =
          Batches.run(
                  attack("single-pixel", "pixels", pixels),
                  counting,
                  Batches.untargeted(grey(2), 0, 0))
              .nearest;

      assertThat(counting.inferences).hasSize(2 * Math.min(8, pixels)).containsOnly(2);
      assertThat(found).isEqualTo(grey(2));
    }
  }

  private static float[] grey(int count) {
    float[] grey = new float[count * COLOUR.size()];
    Arrays.fill(grey, 0.4f);
    return grey;
  }
}
