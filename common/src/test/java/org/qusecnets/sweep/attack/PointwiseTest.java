package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.attack.norm.Norm;

class PointwiseTest {
  /** Class 1 where the values 2 and 5 add up to more than 1.5. */
  private static final LinearClassifier TWO_VALUES =
      new LinearClassifier(new double[][] {new double[12], weights(2, 5)}, 1.5, 0);

  private static double[] weights(int... ones) {
    double[] weights = new double[12];
    for (int i : ones) {
      weights[i] = 1;
    }
    return weights;
  }

  @Test
  void leavesNothingChangedButWhatMustBe() {
    float[] pixels = new float[36];
    Arrays.fill(pixels, 12, 24, 0.3f);
    pixels[24 + 5] = 0.9f;

    float[] found =
        Batches.run(attack("pointwise"), TWO_VALUES, Batches.untargeted(pixels.clone(), 0, 0, 0))
            .nearest;

    float[] expected = pixels.clone();
    for (int value : new int[] {2, 5, 12 + 2, 12 + 5, 24 + 2}) {
      expected[value] = 1;
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void bringsValuesNearInL2() {
    Attack attack = attack("pointwise", "norm", "l2", "search-steps", 12);

    float[] found = Batches.run(attack, TWO_VALUES, Batches.untargeted(new float[12], 0)).nearest;

    assertThat((double) found[2] + found[5]).isBetween(1.5, 1.501);
    assertThat(Norm.L0.distance(new float[12], found, 0, 12) * 12).isEqualTo(2);
  }

  @Test
  void givesTheCleanImageBackWhereNoNoiseIsAdversarial() {
    LinearClassifier stubborn = new LinearClassifier(new double[2][12], 1, 0);
    CountingClassifier counting = new CountingClassifier(stubborn);
    float[] pixels = new float[12];
    Arrays.fill(pixels, 0.4f);

    float[] found =
        Batches.run(
                attack("pointwise", "noise-levels", 17),
                counting,
                Batches.untargeted(pixels.clone(), 0))
            .nearest;

    assertThat(found).isEqualTo(pixels);
    assertThat(counting.inferences).as("one for each strength of noise").hasSize(17);
  }

  @Test
  void finishedImagesLeaveTheBatch() {
    CountingClassifier counting = new CountingClassifier(TWO_VALUES);
    float[] pixels = new float[24];
    // One value is enough for the second image, which any noise finds.
    pixels[12 + 2] = 1;
    pixels[12 + 5] = 0.5f;

    Batches.run(attack("pointwise"), counting, Batches.untargeted(pixels, 0, 0));

    assertThat(counting.inferences).contains(1, 2);
  }
}
