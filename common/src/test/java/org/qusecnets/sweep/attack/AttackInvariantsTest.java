package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.predictions;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.Classifier;

/** What holds for every attack, against random networks that treat each image by itself. */
class AttackInvariantsTest {
  private static final ImageShape SHAPE = new ImageShape(2, 4, 3);
  private static final int SIZE = SHAPE.size();
  private static final int COUNT = 12;
  private static final int NETWORKS = 6;

  /** In no order. Those of an L2 attack are on their scale, and those of L0 shares. */
  private static final float[] EPSILONS = {0.3f, 0f, 0.05f, 1f, 0.12f};

  static Stream<Attack> attacks() {
    return AttackTable.quick().stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void whatCountsIsWithinEpsilonAndTheRangeOfPixels(Attack attack) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Run run = new Run(attack, seed);
      for (int e = 0; e < EPSILONS.length; e++) {
        float[] images = run.images(e);
        for (int i = 0; i < COUNT; i++) {
          assertThat(attack.norm().distance(run.batch.pixels(), images, i * SIZE, SIZE))
              .isLessThanOrEqualTo(EPSILONS[e] * (1 + 1e-5) + 2e-6);
        }
        for (float value : images) {
          assertThat(value).isBetween(0f, 1f);
        }
      }
    }
  }

  /** What is proposed for an epsilon by an attack that clips for itself. */
  @ParameterizedTest
  @MethodSource("clippingAttacks")
  void attacksThatClipNeedNoProjection(Attack attack) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Run run = new Run(attack, seed);
      for (int e = 0; e < EPSILONS.length; e++) {
        assertThat(run.proposals.images.get(e)).containsExactly(run.images(e), within(2e-6f));
      }
    }
  }

  static Stream<Attack> clippingAttacks() {
    return attacks().filter(attack -> attack.reusesSuccesses() || attack.type().equals("pgd"));
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void epsilonZeroChangesNothing(Attack attack) {
    Run run = new Run(attack, 7);

    assertThat(run.images(1)).isEqualTo(run.batch.pixels());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void someImagesBecomeAdversarial(Attack attack) {
    int successes = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      for (boolean success : new Run(attack, seed).successes(3)) {
        successes += success ? 1 : 0;
      }
    }

    assertThat(successes).isPositive();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void imagesDoNotDependOnWhatElseIsInTheBatch(Attack attack) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Run whole = new Run(attack, seed);
      int[] order = Shuffle.of(COUNT, whole.batch.random(0, 99));
      List<int[]> parts =
          List.of(
              order, Arrays.copyOf(order, 1), Arrays.copyOf(order, 5), new int[] {3, 3, 0, 3, 1});
      for (int[] rows : parts) {
        RecordedResults part =
            Batches.run(attack, whole.classifier, whole.batch.select(rows), EPSILONS);
        for (int r = 0; r < rows.length; r++) {
          for (int e = 0; e < EPSILONS.length; e++) {
            assertThat(row(proposed(part, e), r))
                .isEqualTo(row(proposed(whole.proposals, e), rows[r]));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void reusedImagesAreSuccessesOfSmallerEpsilons(Attack attack) {
    for (int seed = 0; seed < NETWORKS; seed++) {
      Run run = new Run(attack, seed);
      boolean reuses = attack.reusesSuccesses();
      boolean[] before = new boolean[COUNT];
      float[] found = new float[COUNT * SIZE];
      for (int e : Norm.ascending(EPSILONS)) {
        boolean[] reused = run.proposals.reused.getOrDefault(e, new boolean[0]);
        boolean[] successes = run.successes(e);
        for (int i = 0; i < reused.length; i++) {
          assertThat(reused[i]).isEqualTo(before[i] && reuses);
          if (reused[i]) {
            assertThat(successes[i]).isTrue();
            assertThat(row(run.images(e), i)).isEqualTo(row(found, i));
          }
        }
        before = successes;
        found = run.images(e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void leavesTheCleanImagesAsTheyAre(Attack attack) {
    Run run = new Run(attack, 2);

    assertThat(run.batch.pixels())
        .isEqualTo(Batches.random(run.classifier, attack.target(), COUNT, 2).pixels());
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void gradientsThatAreNoNumbersLeadNowhere(Attack attack) {
    for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Classifier network = new AttackedNetwork(SHAPE, 4, 1);
      AttackBatch batch = Batches.random(network, attack.target(), COUNT, 1);
      Classifier classifier = new BrokenGradients(network, broken);

      RecordedResults proposals = Batches.run(attack, classifier, batch, EPSILONS);

      for (int e = 0; e < EPSILONS.length; e++) {
        for (float value : proposed(proposals, e)) {
          assertThat(value).isNotNaN();
        }
        boolean[] reused = proposals.reused.getOrDefault(e, new boolean[0]);
        boolean[] successes = successes(classifier, batch, proposed(proposals, e));
        for (int i = 0; i < reused.length; i++) {
          assertThat(!reused[i] || successes[i]).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void twoClassesAreEnoughOrNamedAsTooFew(Attack attack) {
    Classifier network = new AttackedNetwork(SHAPE, 2, 1);
    AttackBatch batch = Batches.random(network, attack.target(), COUNT, 1);

    if (attack instanceof AutoAttack || attack.toString().contains("DLR")) {
      assertThatThrownBy(() -> Batches.run(attack, network, batch, EPSILONS))
          .isInstanceOf(InvalidOption.class)
          .hasMessage(
              "loss must be cross-entropy or margin where there are fewer than 4 classes, was 2");
      return;
    }
    RecordedResults proposals = Batches.run(attack, network, batch, EPSILONS);
    for (int e = 0; e < EPSILONS.length; e++) {
      for (float value : proposed(proposals, e)) {
        assertThat(value).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void asksForNoMoreThanItsAccess(Attack attack) {
    CountingClassifier counting = new CountingClassifier(new AttackedNetwork(SHAPE, 4, 3));
    AttackBatch batch = Batches.random(counting, attack.target(), COUNT, 3);

    attack.attack(counting, batch, EPSILONS, new RecordedResults());

    assertThat(counting.gradients.isEmpty()).isEqualTo(attack.access() != Access.GRADIENTS);
  }

  /** An attack against a random network, and what came of it. */
  private static final class Run {
    private final Attack attack;
    private final Classifier classifier;
    private final AttackBatch batch;
    private final RecordedResults proposals;

    Run(Attack attack, long seed) {
      this.attack = attack;
      classifier = new AttackedNetwork(SHAPE, 4, seed);
      batch = Batches.random(classifier, attack.target(), COUNT, seed);
      proposals = Batches.run(attack, classifier, batch, EPSILONS);
    }

    /** The proposals as an evaluation takes them: the norm is kept by force. */
    float[] images(int epsilon) {
      Norm norm = attack.norm();
      if (proposals.nearest == null) {
        float[] images = proposals.images.get(epsilon).clone();
        norm.project(EPSILONS[epsilon], batch.pixels(), images, SIZE);
        return images;
      }
      float[] images = proposals.nearest.clone();
      for (int from = 0; from < images.length; from += SIZE) {
        if (!norm.within(EPSILONS[epsilon], batch.pixels(), images, from, SIZE)) {
          System.arraycopy(batch.pixels(), from, images, from, SIZE);
        }
      }
      return images;
    }

    boolean[] successes(int epsilon) {
      return AttackInvariantsTest.successes(classifier, batch, images(epsilon));
    }
  }

  private static boolean[] successes(Classifier classifier, AttackBatch batch, float[] images) {
    int[] predictions = predictions(classifier, images);
    boolean[] successes = new boolean[predictions.length];
    IntStream.range(0, successes.length)
        .forEach(i -> successes[i] = batch.reached(i, predictions[i]));
    return successes;
  }

  private static float[] proposed(RecordedResults proposals, int epsilon) {
    return proposals.nearest == null ? proposals.images.get(epsilon) : proposals.nearest;
  }

  private static float[] row(float[] images, int row) {
    return Arrays.copyOfRange(images, row * SIZE, (row + 1) * SIZE);
  }

  /** A network whose gradients are broken: all values, or those of a random half. */
  private record BrokenGradients(Classifier network, float value) implements Classifier {
    @Override
    public ImageShape shape() {
      return network.shape();
    }

    @Override
    public int classes() {
      return network.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      return network.logits(images, count);
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      Gradient gradient = network.gradient(images, count, function);
      Random random = new Random(1);
      float[] broken = gradient.gradient().clone();
      for (int i = 0; i < broken.length; i++) {
        broken[i] = i < broken.length / 2 || random.nextBoolean() ? value : broken[i];
      }
      return new Gradient(gradient.logits(), broken);
    }
  }
}
