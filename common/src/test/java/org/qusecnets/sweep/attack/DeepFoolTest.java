package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qusecnets.sweep.attack.norm.Norm;

class DeepFoolTest {
  /** What the algorithm goes beyond each boundary. */
  private static final double BEYOND = 1e-4;

  private static final float[] GREY = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};

  @ParameterizedTest
  @EnumSource(names = {"L2", "LINF"})
  void findsTheNearestBoundaryOfALinearClassifier(Norm norm) {
    for (int seed = 0; seed < 20; seed++) {
      LinearSample sample = LinearSample.draw(GREY, 4, seed);
      double nearest = norm == Norm.L2 ? sample.nearestL2() : sample.nearestLinf();

      float[] found =
          Batches.run(
                  attack("deepfool", "norm", norm == Norm.L2 ? "l2" : "linf"),
                  sample.classifier(),
                  sample.batch())
              .nearest;

      assertThat(norm.distance(GREY, found, 0, GREY.length))
          .isCloseTo(1.02 * (nearest + BEYOND), within(1e-5));
      assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
    }
  }

  @Test
  void takesAGradientOfEachClassUntilTheImageIsAdversarial() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    Batches.run(attack("deepfool"), counting, sample.batch());

    int classes = counting.classes();
    assertThat(counting.gradients).as("before and after the one step").hasSize(2 * classes);
    assertThat(counting.inferences).isEmpty();
  }

  @Test
  void adversarialImagesLeaveTheBatch() {
    // The second image is adversarial from the start.
    LinearClassifier classifier = new LinearClassifier(new double[][] {{0, 0}, {1, 1}}, 1, 0);
    CountingClassifier counting = new CountingClassifier(classifier);
    AttackBatch batch = Batches.untargeted(new float[] {0.1f, 0.1f, 0.9f, 0.9f}, 0, 0);

    float[] found = Batches.run(attack("deepfool"), counting, batch).nearest;

    assertThat(counting.gradients).containsExactly(2, 2, 1, 1);
    assertThat(found[2]).isEqualTo(0.9f);
    assertThat(found[3]).isEqualTo(0.9f);
  }

  @Test
  void staysWhereNothingIsSteep() {
    LinearClassifier flat = new LinearClassifier(new double[2][6], 1, 0);

    float[] found = Batches.run(attack("deepfool"), flat, Batches.untargeted(GREY, 0)).nearest;

    assertThat(found).isEqualTo(GREY);
  }
}
