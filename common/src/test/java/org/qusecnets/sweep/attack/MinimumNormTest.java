package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.attack.norm.Norm;

/** {@code ddn}, {@code fmn} and {@code fab}: the size of gradients does not matter to them. */
class MinimumNormTest {
  private static final float[] GREY = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};

  @ParameterizedTest
  @CsvSource({
    "ddn, L2",
    "fmn, L2",
    "fmn, LINF",
    "fmn, L1",
    "fmn, L0",
    "fab, L2",
    "fab, LINF",
    "fab, L1"
  })
  void comeNearToTheNearestBoundaryOfALinearClassifier(String type, Norm norm) {
    for (int seed = 0; seed < 20; seed++) {
      LinearSample sample = LinearSample.draw(GREY, 2, seed);

      float[] found =
          Batches.run(of(type, norm, "iterations", 200), sample.classifier(), sample.batch())
              .nearest;

      double distance = norm.distance(GREY, found, 0, GREY.length);
      if (norm == Norm.L0) {
        assertThat(distance).isEqualTo(sample.nearestL0());
      } else {
        double nearest = sample.nearest(norm);
        assertThat(distance).isBetween(nearest * (1 - 1e-5), nearest * 1.03);
      }
      assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
    }
  }

  private static Attack of(String type, Norm norm, Object... options) {
    Object[] all = Arrays.copyOf(options, options.length + 2);
    all[options.length] = "norm";
    all[options.length + 1] = norm.name().toLowerCase(java.util.Locale.ROOT);
    return !type.equals("ddn") ? attack(type, all) : attack(type, options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddn", "fmn"})
  void oneGradientIsTakenAtEachIterationAndNothingElse(String type) {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    Batches.run(attack(type, "iterations", 7), counting, sample.batch());

    assertThat(counting.gradients).hasSize(7);
    assertThat(counting.inferences).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ddn, L2",
    "fmn, L2",
    "fmn, LINF",
    "fmn, L1",
    "fmn, L0",
    "fab, L2",
    "fab, LINF",
    "fab, L1"
  })
  void plateausEndNothing(String type, Norm norm) {
    LinearClassifier flat = new LinearClassifier(new double[2][6], 1, 0);

    float[] found = Batches.run(of(type, norm), flat, Batches.untargeted(GREY, 0)).nearest;

    assertThat(found).as("there is no adversarial image").isEqualTo(GREY);
  }

  @ParameterizedTest
  @CsvSource({"ddn, L2", "fmn, L2", "fmn, LINF", "fmn, L1", "fab, L2", "fab, LINF", "fab, L1"})
  void theSizeOfAGradientDoesNotMatter(String type, Norm norm) {
    LinearSample sample = LinearSample.draw(GREY, 2, 5);
    double[][] tiny = new double[2][6];
    double[] bias = new double[2];
    for (int c = 0; c < 2; c++) {
      bias[c] = sample.bias()[c] * 1e-6;
      for (int i = 0; i < 6; i++) {
        tiny[c][i] = sample.weights()[c][i] * 1e-6;
      }
    }
    LinearClassifier classifier = new LinearClassifier(tiny, bias);

    float[] found = Batches.run(of(type, norm), classifier, sample.batch()).nearest;

    double nearest = sample.nearest(norm);
    assertThat(norm.distance(GREY, found, 0, 6)).isBetween(nearest * 0.99, nearest * 1.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ddn", "fmn"})
  void targetedImagesReachTheirTarget(String type) {
    LinearSample sample = LinearSample.draw(GREY, 4, 9);
    int target = (sample.label() + 2) % 4;

    float[] found =
        Batches.run(
                attack(type, "target", "plus-2"),
                sample.classifier(),
                Batches.targeted(GREY.clone(), sample.label(), target))
            .nearest;

    assertThat(Batches.predictions(sample.classifier(), found)).containsExactly(target);
  }

  @ParameterizedTest
  @CsvSource({"ddn, L2", "fmn, L2", "fmn, LINF", "fmn, L0"})
  void whatEndsOnGreyLevelsStaysAdversarialWhenItIsStored(String type, Norm norm) {
    float[] levels = new float[6];
    for (int i = 0; i < 6; i++) {
      levels[i] = (100 + 17 * i) / 255f;
    }
    for (int seed = 0; seed < 20; seed++) {
      LinearSample sample = LinearSample.draw(levels, 4, seed);

      float[] found =
          Batches.run(of(type, norm, "end", "grey-levels"), sample.classifier(), sample.batch())
              .nearest;

      assertThat(found).isEqualTo(GreyLevels.nearest(found));
      assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
    }
  }

  @Test
  void whereNoGreyLevelIsAdversarialTheSearchEndsAtTheBoundary() {
    // Between two levels lies all that is adversarial.
    ExactClassifier narrow =
        new ExactClassifier(new org.qusecnets.sweep.dataset.ImageShape(1, 1, 1), 2) {
          @Override
          double[] logits(double[] image) {
            return new double[] {Math.abs(image[0] * 255 - 128.5) - 0.3, 0};
          }

          @Override
          double[] backward(double[] image, double[] gradient) {
            return new double[] {255 * Math.signum(image[0] * 255 - 128.5) * gradient[0]};
          }
        };
    AttackBatch batch = Batches.untargeted(new float[] {120 / 255f}, 0);

    float[] nearest = {128.5f / 255};

    assertThat(SearchEnd.GREY_LEVELS.of(narrow, batch, nearest)).isEqualTo(nearest);
  }
}
