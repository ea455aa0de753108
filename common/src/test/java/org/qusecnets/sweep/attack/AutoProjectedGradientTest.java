package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.InvalidOption;

class AutoProjectedGradientTest {
  private static final float[] GREY = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};

  @ParameterizedTest
  @CsvSource({
    "linf, cross-entropy",
    "linf, margin",
    "linf, dlr",
    "linf, targeted-dlr",
    "l2, cross-entropy",
    "l2, dlr",
    "l2, targeted-dlr",
    "l1, cross-entropy",
    "l1, dlr",
    "l1, targeted-dlr"
  })
  void findsWhatIsJustInsideTheBall(String norm, String loss) {
    for (int seed = 0; seed < 20; seed++) {
      LinearSample sample = LinearSample.draw(GREY, 5, seed);
      Norm of = Norm.valueOf(norm.toUpperCase(Locale.ROOT));
      double nearest = sample.nearest(of);
      // Of so few values an L1 step changes one or two, and it is chance which of them stay.
      float epsilon = (float) ((of == Norm.L1 ? 2 : 1.02) * nearest);

      float[] found =
          Batches.run(
                  attack("apgd", "norm", norm, "loss", loss, "restarts", 3),
                  sample.classifier(),
                  sample.batch(),
                  epsilon,
                  (float) (0.98 * nearest))
              .images
              .get(0);

      // Only the targeted loss leads to every class; the others lead to one of the near ones.
      if (loss.equals("targeted-dlr")) {
        assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
      }
      assertThat(of.within(epsilon, GREY, found, 0, 6)).isTrue();
    }
  }

  /** In the balls of 3 and 2 epsilon the image is adversarial, which does not count. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 12})
  void whatIsFoundInLargerBallsIsBroughtBack(int iterations) {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    float epsilon = (float) (0.7 * sample.nearestL1());

    RecordedResults results =
        Batches.run(
            attack("apgd", "norm", "l1", "iterations", iterations),
            sample.classifier(),
            sample.batch(),
            epsilon);

    float[] found = results.images.get(0);
    assertThat(Batches.predictions(sample.classifier(), found)).containsExactly(sample.label());
    assertThat(Norm.L1.distance(GREY, found, 0, 6)).isBetween(0.9 * epsilon, (double) epsilon);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 1 1 1", "5, 2 2 1", "10, 3 3 4", "100, 30 30 40"})
  void shrinkingBallsShareTheIterations(int iterations, String expected) {
    assertThat(
            AutoProjectedGradient.Radii.SHRINKING.stages(2, iterations).stream()
                .map(stage -> Integer.toString(stage.iterations()))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
    assertThat(AutoProjectedGradient.Radii.SHRINKING.stages(2, 100))
        .extracting(AutoProjectedGradient.Stage::epsilon)
        .containsExactly(6f, 4f, 2f);
  }

  @Test
  void oneGradientMoreThanThereAreStepsIsTakenWhereTheImageResists() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    Batches.run(attack("apgd", "iterations", 12), counting, sample.batch(), 1e-3f);

    assertThat(counting.gradients).hasSize(13);
    counting.gradients.clear();

    Batches.run(
        attack("apgd", "iterations", 12, "norm", "l1"), counting, sample.batch(), 1e-3f, 2e-3f);

    assertThat(counting.gradients).as("three balls").hasSize(2 * 15);
    assertThat(counting.inferences).isEmpty();
  }

  @Test
  void targetsAreTriedTogether() {
    LinearSample sample = LinearSample.draw(GREY, 5, 3);
    CountingClassifier counting = new CountingClassifier(sample.classifier());

    Batches.run(
        attack("apgd", "iterations", 4, "loss", "targeted-dlr"), counting, sample.batch(), 1e-3f);

    assertThat(counting.gradients)
        .as("four other classes, the first at first by itself")
        .containsExactly(1, 3, 4, 4, 4, 4);
    assertThat(counting.inferences).hasSize(1);
  }

  /** So many images that no two of their targets are in a batch, or few enough for all of them. */
  @Test
  void targetsTogetherGiveWhatTargetsInTurnGive() {
    LinearSample sample = LinearSample.draw(GREY, 5, 3);
    Attack attack = attack("apgd", "iterations", 8, "loss", "targeted-dlr");
    float epsilon = (float) sample.nearestLinf();
    int[] labels = new int[300];
    Arrays.fill(labels, sample.label());
    float[] pixels = new float[labels.length * GREY.length];
    Random random = new Random(3);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = GREY[i % GREY.length] + 0.2f * (random.nextFloat() - 0.5f);
    }
    AttackBatch many =
        AttackBatch.untargeted(pixels, labels, LongStream.range(0, labels.length).toArray());

    RecordedResults inTurn = Batches.run(attack, sample.classifier(), many, epsilon);

    float[] found = inTurn.images.get(0);
    assertThat(Batches.predictions(sample.classifier(), found))
        .as("some of them fall")
        .contains(sample.label())
        .containsAnyOf(IntStream.range(0, 5).filter(c -> c != sample.label()).toArray());
    for (int i = 0; i < labels.length; i++) {
      RecordedResults together =
          Batches.run(attack, sample.classifier(), many.select(new int[] {i}), epsilon);
      assertThat(together.images.get(0))
          .isEqualTo(Arrays.copyOfRange(found, i * GREY.length, (i + 1) * GREY.length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dlr", "targeted-dlr"})
  void lossesOfFourLogitsAreRefusedWhereThereAreFewer(String loss) {
    LinearSample sample = LinearSample.draw(GREY, 3, 3);
    assertThatThrownBy(
            () ->
                Batches.run(
                    attack("apgd", "loss", loss), sample.classifier(), sample.batch(), 0.1f))
        .isInstanceOf(InvalidOption.class)
        .hasMessageStartingWith(
            "loss must be cross-entropy or margin where there are fewer than 4 classes");
  }

  @Test
  void imagesThatFellAtASmallerEpsilonAreReused() {
    LinearSample sample = LinearSample.draw(GREY, 4, 3);
    float near = (float) (1.2 * sample.nearestLinf());

    RecordedResults results =
        Batches.run(
            attack("apgd", "loss", "targeted-dlr"),
            sample.classifier(),
            sample.batch(),
            2 * near,
            near);

    assertThat(results.reused.get(1)).containsExactly(false);
    assertThat(results.reused.get(0)).containsExactly(true);
    assertThat(results.images.get(0)).isEqualTo(results.images.get(1));
  }

  @Test
  void aFlatLossLeavesTheImageInTheBall() {
    LinearClassifier flat = new LinearClassifier(new double[4][6], 1, 0, 0.5, 0.2);

    float[] found =
        Batches.run(attack("apgd"), flat, Batches.untargeted(GREY, 0), 0.1f).images.get(0);

    assertThat(Norm.LINF.distance(GREY, found, 0, 6)).isLessThanOrEqualTo(0.1f);
  }
}
