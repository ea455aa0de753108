package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;

class FastGradientSignTest {
  private static final int COUNT = 20;
  private static final float[] EPSILONS = {0f, 0.1f, 0.3f};
  private static NetworkClassifier classifier;

  private final Attack attack = Attacks.read("fgsm", Options.of(Map.of()));

  @BeforeAll
  static void open() {
    classifier = TrainedSamples.plain();
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  @Test
  void stepsByEpsilonAlongTheGradientsSign() {
    AttackBatch images = images();
    RecordedResults recorder = new RecordedResults();

    attack.attack(classifier, images, EPSILONS, recorder);

    assertThat(recorder.images).containsOnlyKeys(0, 1, 2);
    float[] gradient = crossEntropyGradient(images);
    for (int e = 0; e < EPSILONS.length; e++) {
      float[] expected = images.pixels().clone();
      for (int i = 0; i < expected.length; i++) {
        float sign = gradient[i] > 0 ? 1 : gradient[i] < 0 ? -1 : 0;
        expected[i] += EPSILONS[e] * sign;
      }
      assertThat(recorder.images.get(e)).as("epsilon %s", EPSILONS[e]).isEqualTo(expected);
    }
    assertThat(recorder.images.get(0)).as("epsilon 0").isEqualTo(images.pixels());
  }

  @Test
  void raisesTheLossOfTheTrueLabels() {
    AttackBatch images = images();
    RecordedResults recorder = new RecordedResults();

    attack.attack(classifier, images, new float[] {0.1f}, recorder);

    assertThat(loss(recorder.images.get(0), images.labels()))
        .isGreaterThan(2 * loss(images.pixels(), images.labels()));
  }

  @Test
  void followsTheLabelsThatItIsGiven() {
    AttackBatch images = images();
    int[] others = images.labels().clone();
    for (int i = 0; i < others.length; i++) {
      others[i] = (others[i] + 1) % 10;
    }
    AttackBatch mislabelled =
        new AttackBatch(images.pixels(), others, images.targets(), images.seeds());
    RecordedResults recorder = new RecordedResults();
    RecordedResults trueLabels = new RecordedResults();

    attack.attack(classifier, mislabelled, EPSILONS, recorder);
    attack.attack(classifier, images, EPSILONS, trueLabels);

    assertThat(loss(recorder.images.get(1), others))
        .isGreaterThan(loss(images.pixels(), others))
        .isGreaterThan(loss(trueLabels.images.get(1), others));
  }

  @Test
  void takesOneGradientForAllEpsilonsAndNothingElse() {
    CountingClassifier counting = new CountingClassifier(classifier);

    attack.attack(counting, images(), EPSILONS, new RecordedResults());

    assertThat(counting.gradients).containsExactly(COUNT);
    assertThat(counting.inferences).isEmpty();
  }

  @Test
  void leavesTheCleanImagesAsTheyAre() {
    AttackBatch images = images();

    attack.attack(classifier, images, EPSILONS, new RecordedResults());

    assertThat(images.pixels()).isEqualTo(images().pixels());
    assertThat(images.labels()).isEqualTo(images().labels());
  }

  /** 2 epsilon must exceed the gap of 0.35. */
  @Test
  void crossesTheBoundaryOfALinearClassifierWhereTheBallDoes() {
    LinearClassifier linear = new LinearClassifier(new double[][] {{0, 0, 0}, {1, -1, 0}}, 0.35, 0);
    AttackBatch batch = Batches.untargeted(new float[] {0.5f, 0.5f, 0.5f}, 0);

    RecordedResults proposals = Batches.run(attack, linear, batch, 0.17f, 0.18f);

    assertThat(Batches.predictions(linear, proposals.images.get(0))).containsExactly(0);
    assertThat(Batches.predictions(linear, proposals.images.get(1))).containsExactly(1);
  }

  @Test
  void lowersTheLossOfTheTargets() {
    AttackBatch images = images();
    int[] targets = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      targets[i] = (images.labels()[i] + 1) % 10;
    }
    AttackBatch targeted =
        new AttackBatch(images.pixels(), images.labels(), targets, images.seeds());
    RecordedResults recorder = new RecordedResults();

    attack.attack(classifier, targeted, new float[] {0.1f}, recorder);

    assertThat(loss(recorder.images.get(0), targets))
        .isLessThan(loss(images.pixels(), targets) - 0.5);
  }

  private static AttackBatch images() {
    ImageSet set = TrainedSamples.images(COUNT, 9);
    float[] pixels = new float[COUNT * set.shape().size()];
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      set.scale(i, pixels, i * set.shape().size());
      labels[i] = set.label(i);
    }
    int[] targets = new int[COUNT];
    Arrays.fill(targets, AttackBatch.UNTARGETED);
    return new AttackBatch(pixels, labels, targets, new long[COUNT]);
  }

  private static float[] crossEntropyGradient(AttackBatch images) {
    return classifier
        .gradient(images.pixels(), images.count(), CrossEntropy.at(images.labels(), 10))
        .gradient();
  }

  private static double loss(float[] pixels, int[] labels) {
    float[] logits = classifier.logits(pixels, labels.length);
    double total = 0;
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      for (int c = 0; c < 10; c++) {
        sum += Math.exp(logits[i * 10 + c]);
      }
      total += Math.log(sum) - logits[i * 10 + labels[i]];
    }
    return total / labels.length;
  }
}
