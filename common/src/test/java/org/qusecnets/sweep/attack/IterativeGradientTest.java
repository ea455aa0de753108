package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

class IterativeGradientTest {
  /** Class 1 gains by the first value and loses by the second: 2 epsilon against a gap of 0.35. */
  private static final LinearClassifier LINEAR =
      new LinearClassifier(new double[][] {{0, 0, 0}, {1, -1, 0}}, 0.35, 0);

  private static final float[] GREY = {0.5f, 0.5f, 0.5f};

  private static final LinearClassifier FLAT =
      new LinearClassifier(new double[][] {new double[100], new double[100]}, 1, 0);

  @ParameterizedTest
  @CsvSource({"bim, cross-entropy", "bim, margin", "pgd, cross-entropy", "pgd, margin"})
  void reachesTheCornerThatIsBestAgainstALinearClassifier(String type, String loss) {
    Attack attack =
        attack(
            type, "stop", "after-all-iterations", "loss", loss, "iterations", 25, "step-size", 0.1);

    AttackBatch batch = Batches.untargeted(GREY.clone(), 0);

    float[] inside = Batches.run(attack, LINEAR, batch, 0.3f).images.get(0);
    float[] cutOff = Batches.run(attack, LINEAR, batch, 0.7f).images.get(0);

    assertThat(Arrays.copyOf(inside, 2)).containsExactly(new float[] {0.8f, 0.2f}, within(1e-6f));
    assertThat(Arrays.copyOf(cutOff, 2)).containsExactly(1, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bim", "pgd"})
  void inTheEuclideanBallItGoesAlongTheGradientItself(String type) {
    Attack attack =
        attack(
            type, "norm", "l2", "stop", "after-all-iterations", "iterations", 60, "step-size", 0.2);

    float[] found =
        Batches.run(attack, LINEAR, Batches.untargeted(GREY.clone(), 0), 0.3f).images.get(0);

    float side = (float) (0.3 / Math.sqrt(2));
    assertThat(Arrays.copyOf(found, 2))
        .containsExactly(new float[] {0.5f + side, 0.5f - side}, within(2e-3f));
    assertThat(Norm.L2.within(0.3, GREY, found, 0, 3)).isTrue();
  }

  /** Two of the values are steep; one is at the border, so that the step goes to the other. */
  @ParameterizedTest
  @ValueSource(strings = {"bim", "pgd"})
  void inTheL1BallItGoesAlongTheLargestValuesThatHaveRoom(String type) {
    Attack attack =
        attack(
            type,
            "norm",
            "l1",
            "stop",
            "after-all-iterations",
            "iterations",
            60,
            "step-size",
            0.2,
            "step-share",
            0.4);
    float[] pixels = {1, 0.5f, 0.5f};

    float[] found =
        Batches.run(attack, LINEAR, Batches.untargeted(pixels.clone(), 0), 0.3f).images.get(0);

    assertThat(found).containsExactly(new float[] {1, 0.2f, 0.5f}, within(1e-4f));
    assertThat(Norm.L1.distance(pixels, found, 0, 3)).isLessThanOrEqualTo(0.3f);
  }

  /** The median radius of a point of the ball is the hundredth root of a half. */
  @ParameterizedTest
  @EnumSource(names = {"L2", "L1"})
  void startsInABallAreAsLikelyEverywhere(Norm norm) {
    float[] grey = new float[100];
    Arrays.fill(grey, 0.5f);
    Attack attack = attack("pgd", "norm", norm.name().toLowerCase(Locale.ROOT), "iterations", 1);
    int beyond = 0;
    for (int i = 0; i < 400; i++) {
      AttackBatch batch =
          new AttackBatch(
              grey.clone(), new int[] {0}, new int[] {AttackBatch.UNTARGETED}, new long[] {i});
      float[] found = Batches.run(attack, FLAT, batch, 0.4f).images.get(0);
      double radius = norm.distance(grey, found, 0, 100);
      assertThat(radius).isLessThanOrEqualTo(0.4 * (1 + 1e-5));
      beyond += radius > 0.4 * Math.pow(0.5, 0.01) ? 1 : 0;
    }
    assertThat(beyond).isBetween(150, 250);
  }

  @Test
  void leadsToTheTarget() {
    AttackBatch batch = Batches.targeted(GREY.clone(), 1, 0);
    Attack attack = attack("bim", "stop", "after-all-iterations", "loss", "margin");

    float[] found = Batches.run(attack, LINEAR, batch, 0.3f).images.get(0);

    assertThat(found[0]).isCloseTo(0.2f, within(1e-6f));
    assertThat(found[1]).isCloseTo(0.8f, within(1e-6f));
  }

  /** A step of 0.05 gains 0.1 of 0.35. */
  @ParameterizedTest
  @CsvSource({"epsilon, 0.2, 0.25", "pixel-range, 0.05, 0.25", "pixel-range, 0.05, 0.9"})
  void stopsAtTheFirstStepThatIsAdversarial(String unit, double stepSize, float epsilon) {
    CountingClassifier counting = new CountingClassifier(LINEAR);
    Attack attack = attack("bim", "step-unit", unit, "step-size", stepSize, "iterations", 10);

    float[] found =
        Batches.run(attack, counting, Batches.untargeted(GREY.clone(), 0), epsilon).images.get(0);

    assertThat(found).containsExactly(new float[] {0.7f, 0.3f, 0.5f}, within(1e-6f));
    assertThat(counting.gradients).as("four steps and a look").hasSize(5);
    assertThat(counting.inferences).isEmpty();
  }

  /** 2 epsilon must exceed 0.35. */
  @Test
  void succeedsWhereTheBallReachesTheBoundary() {
    RecordedResults proposals =
        Batches.run(attack("bim"), LINEAR, Batches.untargeted(GREY.clone(), 0), 0.17f, 0.18f, 0.5f);

    assertThat(Batches.predictions(LINEAR, proposals.images.get(0))).containsExactly(0);
    assertThat(Batches.predictions(LINEAR, proposals.images.get(1))).containsExactly(1);
    assertThat(proposals.reused.get(0)).containsExactly(false);
    assertThat(proposals.reused.get(1)).containsExactly(false);
    assertThat(proposals.reused.get(2)).containsExactly(true);
    assertThat(proposals.images.get(2)).isEqualTo(proposals.images.get(1));
  }

  @Test
  void reusesNothingIfToldSo() {
    CountingClassifier counting = new CountingClassifier(LINEAR);
    Attack attack =
        attack("bim", "reuse-successes", "never", "stop", "after-all-iterations", "iterations", 7);

    RecordedResults proposals =
        Batches.run(attack, counting, Batches.untargeted(GREY.clone(), 0), 0.2f, 0.4f);

    assertThat(proposals.reused.get(1)).containsExactly(false);
    assertThat(counting.gradients).hasSize(14).containsOnly(1);
    assertThat(counting.inferences).as("nothing depends on it").isEmpty();
  }

  /** The images are 0.35, 0.25 and 0.05 from the boundary, and a step gains 0.1. */
  @Test
  void adversarialImagesLeaveTheBatch() {
    CountingClassifier counting = new CountingClassifier(LINEAR);
    float[] pixels = {0.5f, 0.5f, 0.5f, 0.6f, 0.5f, 0.5f, 0.8f, 0.5f, 0.5f};
    Attack attack = attack("bim", "iterations", 5, "step-size", 0.05, "step-unit", "pixel-range");

    Batches.run(attack, counting, Batches.untargeted(pixels, 0, 0, 0), 0.3f, 0.4f);

    assertThat(counting.gradients).containsExactly(3, 3, 2, 2, 1);
  }

  /** A flat classifier moves nothing: what differs is the start. */
  @Test
  void startsAtRandomPointsOfTheBall() {
    float[] pixels = new float[200];
    Arrays.fill(pixels, 0.5f);
    Arrays.fill(pixels, 100, 110, 0);
    AttackBatch batch = Batches.untargeted(pixels.clone(), 0, 0);

    RecordedResults first = Batches.run(attack("pgd", "iterations", 1), FLAT, batch, 0.2f, 0.4f);
    RecordedResults last =
        Batches.run(attack("pgd", "iterations", 1, "restarts", 2), FLAT, batch, 0.2f, 0.4f);

    float[] start = first.images.get(0);
    assertThat(Norm.LINF.distance(pixels, start, 0, 200)).isBetween(0.18, 0.2 + 1e-7);
    float mean = 0;
    for (int i = 0; i < 100; i++) {
      mean += start[i] / 100;
    }
    assertThat(mean).as("five standard deviations").isCloseTo(0.5f, within(0.06f));
    assertThat(Arrays.copyOfRange(start, 100, 110)).contains(0f);
    assertThat(last.images.get(0)).isNotEqualTo(start);
    float[] scaled = start.clone();
    for (int i = 0; i < 100; i++) {
      scaled[i] = 0.5f + 2 * (scaled[i] - 0.5f);
    }
    assertThat(Norm.LINF.distance(scaled, first.images.get(1), 0, 100)).isGreaterThan(0.1);
  }

  /** Nothing but the start can be adversarial: more restarts find more, and lose none. */
  @Test
  void restartsWithTheImagesThatStillResist() {
    Island island = new Island();
    float[] pixels = new float[2 * 40];
    Arrays.fill(pixels, 0.5f);
    AttackBatch batch = Batches.untargeted(pixels, new int[40]);
    int before = 0;
    boolean[] foundBefore = new boolean[40];
    for (int restarts : new int[] {1, 3, 30}) {
      Attack attack = attack("pgd", "iterations", 1, "restarts", restarts);

      int[] predictions =
          Batches.predictions(island, Batches.run(attack, island, batch, 0.5f).images.get(0));

      int found = 0;
      for (int i = 0; i < 40; i++) {
        assertThat(foundBefore[i] && predictions[i] == 0).isFalse();
        foundBefore[i] = predictions[i] == 1;
        found += predictions[i];
      }
      assertThat(found).isGreaterThan(before);
      before = found;
    }
    assertThat(before).as("each start finds it with a chance of 0.16").isGreaterThan(36);
  }

  /** Class 1 where both values exceed 0.6; its gradients are zero. */
  private static final class Island extends ExactClassifier {
    Island() {
      super(new ImageShape(1, 1, 2), 2);
    }

    @Override
    double[] logits(double[] image) {
      return new double[] {0, Math.min(image[0], image[1]) > 0.6 ? 1 : -1};
    }

    @Override
    double[] backward(double[] image, double[] gradient) {
      return new double[2];
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.3f})
  void zeroGradientsMoveNothing(float epsilon) {
    float[] pixels = new float[100];
    Arrays.fill(pixels, 0.25f);

    float[] found =
        Batches.run(attack("bim"), FLAT, Batches.untargeted(pixels.clone(), 0), epsilon)
            .images
            .get(0);

    assertThat(found).isEqualTo(pixels);
  }
}
