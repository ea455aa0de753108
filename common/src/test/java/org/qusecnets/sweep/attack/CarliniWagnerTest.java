package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.Norm;

class CarliniWagnerTest {
  private static final float[] GREY = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
  private static final Attack THOROUGH =
      attack("cw", "search-steps", 12, "iterations", 1000, "learning-rate", 0.01);

  /** Class 1 where 3 x - 4 y exceeds 1 + 0.5 (3 - 4): 0.2 from the middle of all pixels. */
  private static final LinearClassifier TWO_CLASSES =
      new LinearClassifier(new double[][] {{0, 0}, {3, -4}}, 0.5, 0);

  private static final float[] MIDDLE = {0.5f, 0.5f};

  /** With more classes it heads for the one that lacks least, which need not be the nearest. */
  @Test
  void comesNearTheBoundaryOfALinearClassifier() {
    for (int seed = 0; seed < 10; seed++) {
      LinearSample sample = LinearSample.draw(GREY, 2, seed);

      float[] found = Batches.run(THOROUGH, sample.classifier(), sample.batch()).nearest;

      double ratio = Norm.L2.distance(GREY, found, 0, GREY.length) / sample.nearestL2();
      assertThat(ratio).isBetween(0.9999, 1.02);
      assertThat(Batches.predictions(sample.classifier(), found)[0]).isNotEqualTo(sample.label());
    }
  }

  @Test
  void comesNearTheTarget() {
    float[] found =
        Batches.run(THOROUGH, TWO_CLASSES, Batches.targeted(MIDDLE.clone(), 0, 1)).nearest;

    assertThat(found[0] - 0.5).isCloseTo(0.2 * 3 / 5, within(0.003));
    assertThat(found[1] - 0.5).isCloseTo(-0.2 * 4 / 5, within(0.003));
  }

  /** A lead of 0.5 is another tenth away. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void confidenceIsALeadOfTheLogits(boolean targeted) {
    Attack confident =
        attack(
            "cw", "search-steps", 12, "iterations", 1000, "learning-rate", 0.01, "confidence", 0.5);
    AttackBatch batch =
        targeted ? Batches.targeted(MIDDLE.clone(), 0, 1) : Batches.untargeted(MIDDLE.clone(), 0);

    float[] found = Batches.run(confident, TWO_CLASSES, batch).nearest;

    float[] logits = TWO_CLASSES.logits(found, 1);
    assertThat(logits[1] - logits[0]).isBetween(0.5f, 0.53f);
    assertThat(Norm.L2.distance(MIDDLE, found, 0, 2)).isCloseTo(0.3, within(0.006));
  }

  @Test
  void givesTheCleanImageBackWhereItFails() {
    LinearClassifier unreachable = new LinearClassifier(new double[][] {{0, 0}, {3, -4}}, 9, 0);
    float[] pixels = {0.1f, 1f};

    float[] found =
        Batches.run(attack("cw"), unreachable, Batches.untargeted(pixels.clone(), 0)).nearest;

    assertThat(found).isEqualTo(pixels);
  }

  /** Each value moves at most epsilon: 7 epsilon against a gap of 1. */
  @Test
  void aBoxInsideFindsWhatIsInTheBox() {
    Attack inside = attack("cw", "bound", "linf-box", "learning-rate", 0.1, "iterations", 500);

    RecordedResults proposals =
        Batches.run(
            inside, TWO_CLASSES, Batches.untargeted(MIDDLE.clone(), 0), 0.16f, 0.13f, 0.3f, 0.14f);

    assertThat(proposals.images.get(1)).as("1/7 is more than 0.13").isEqualTo(MIDDLE);
    assertThat(proposals.images.get(3)).as("1/7 is more than 0.14").isEqualTo(MIDDLE);
    float[] found = proposals.images.get(0);
    assertThat(Batches.predictions(TWO_CLASSES, found)).containsExactly(1);
    assertThat(Norm.LINF.distance(MIDDLE, found, 0, 2)).isLessThanOrEqualTo(0.16f + 1e-7);
    assertThat(proposals.images.get(2)).as("reused").isEqualTo(found);
    assertThat(proposals.reused.get(0)).containsExactly(false);
    assertThat(proposals.reused.get(2)).containsExactly(true);
  }

  @Test
  void clipAfterProposesTheNearestForEveryEpsilon() {
    RecordedResults l2 =
        Batches.run(attack("cw"), TWO_CLASSES, Batches.untargeted(MIDDLE.clone(), 0), 0.1f, 0.2f);

    RecordedResults clipped =
        Batches.run(
            attack("cw", "bound", "linf-clip"),
            TWO_CLASSES,
            Batches.untargeted(MIDDLE.clone(), 0),
            0.1f,
            0.2f);

    assertThat(clipped.images.get(0)).isEqualTo(l2.nearest);
    assertThat(clipped.images.get(1)).isEqualTo(l2.nearest);
    assertThat(attack("cw", "bound", "linf-clip").norm()).isEqualTo(Norm.LINF);
    assertThat(attack("cw", "bound", "linf-box").norm()).isEqualTo(Norm.LINF);
  }

  /** The first image's loss no longer falls when the second's still does. */
  @Test
  void eachImageStopsByItself() {
    LinearClassifier classifier = new LinearClassifier(new double[][] {{0, 0}, {3, -4}}, 1.5, 0);
    AttackBatch batch = Batches.untargeted(new float[] {0.9f, 0.1f, 0.1f, 0.9f}, 1, 0);
    CountingClassifier early = new CountingClassifier(classifier);
    CountingClassifier never = new CountingClassifier(classifier);

    Batches.run(
        attack(
            "cw",
            "iterations",
            500,
            "learning-rate",
            0.05,
            "initial-constant",
            0.01,
            "search-steps",
            5,
            "abort",
            "early"),
        early,
        batch);
    Batches.run(
        attack(
            "cw",
            "iterations",
            500,
            "learning-rate",
            0.05,
            "initial-constant",
            0.01,
            "search-steps",
            5),
        never,
        batch);

    assertThat(never.gradients).hasSize(5 * 500).containsOnly(2);
    assertThat(early.gradients).contains(1, 2).hasSizeLessThan(5 * 500);
  }

  @Test
  void asksForGradientsOnly() {
    CountingClassifier counting = new CountingClassifier(TWO_CLASSES);

    Batches.run(attack("cw", "iterations", 10), counting, Batches.untargeted(MIDDLE.clone(), 0));

    assertThat(counting.inferences).isEmpty();
  }
}
