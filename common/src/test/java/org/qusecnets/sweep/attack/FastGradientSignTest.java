package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Classifier;
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
    LabelledImages images = images();
    Recorder recorder = new Recorder();

    attack.attack(classifier, images, EPSILONS, recorder);

    assertThat(recorder.proposals).containsOnlyKeys(0, 1, 2);
    float[] gradient = recorder.gradient;
    assertThat(gradient).isEqualTo(crossEntropyGradient(images));
    for (int e = 0; e < EPSILONS.length; e++) {
      float[] expected = images.pixels().clone();
      for (int i = 0; i < expected.length; i++) {
        float sign = gradient[i] > 0 ? 1 : gradient[i] < 0 ? -1 : 0;
        expected[i] += EPSILONS[e] * sign;
      }
      assertThat(recorder.proposals.get(e)).as("epsilon %s", EPSILONS[e]).isEqualTo(expected);
    }
    assertThat(recorder.proposals.get(0)).as("epsilon 0").isEqualTo(images.pixels());
  }

  @Test
  void raisesTheLossOfTheTrueLabels() {
    LabelledImages images = images();
    Recorder recorder = new Recorder();

    attack.attack(classifier, images, new float[] {0.1f}, recorder);

    assertThat(loss(recorder.proposals.get(0), images.labels()))
        .isGreaterThan(2 * loss(images.pixels(), images.labels()));
  }

  @Test
  void followsTheLabelsThatItIsGiven() {
    LabelledImages images = images();
    int[] others = images.labels().clone();
    for (int i = 0; i < others.length; i++) {
      others[i] = (others[i] + 1) % 10;
    }
    LabelledImages mislabelled = new LabelledImages(images.pixels(), others);
    Recorder recorder = new Recorder();

    attack.attack(classifier, mislabelled, EPSILONS, recorder);

    assertThat(recorder.gradient)
        .isEqualTo(crossEntropyGradient(mislabelled))
        .isNotEqualTo(crossEntropyGradient(images));
  }

  @Test
  void takesOneGradientForAllEpsilonsAndNothingElse() {
    CountingClassifier counting = new CountingClassifier(classifier);

    attack.attack(counting, images(), EPSILONS, new Recorder());

    assertThat(counting.gradients).isEqualTo(1);
    assertThat(counting.images).isEqualTo(COUNT);
    assertThat(counting.logits).isZero();
  }

  @Test
  void leavesTheCleanImagesAsTheyAre() {
    LabelledImages images = images();

    attack.attack(classifier, images, EPSILONS, new Recorder());

    assertThat(images.pixels()).isEqualTo(images().pixels());
    assertThat(images.labels()).isEqualTo(images().labels());
  }

  private static LabelledImages images() {
    ImageSet set = TrainedSamples.images(COUNT, 9);
    float[] pixels = new float[COUNT * set.shape().size()];
    int[] labels = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      set.scale(i, pixels, i * set.shape().size());
      labels[i] = set.label(i);
    }
    return new LabelledImages(pixels, labels);
  }

  private static float[] crossEntropyGradient(LabelledImages images) {
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

  private static final class Recorder implements Proposals {
    private final Map<Integer, float[]> proposals = new TreeMap<>();
    private float[] gradient;

    @Override
    public void startingGradient(float[] values) {
      assertThat(proposals).as("proposals before the starting gradient").isEmpty();
      gradient = values.clone();
    }

    @Override
    public void propose(int epsilon, float[] images) {
      assertThat(proposals.put(epsilon, images.clone())).as("second proposal").isNull();
    }
  }

  private static final class CountingClassifier implements Classifier {
    private final Classifier inner;
    private int gradients;
    private int images;
    private int logits;

    CountingClassifier(Classifier inner) {
      this.inner = inner;
    }

    @Override
    public ImageShape shape() {
      return inner.shape();
    }

    @Override
    public int classes() {
      return inner.classes();
    }

    @Override
    public float[] logits(float[] batch, int count) {
      logits++;
      return inner.logits(batch, count);
    }

    @Override
    public Gradient gradient(float[] batch, int count, LogitsFunction function) {
      gradients++;
      images += count;
      return inner.gradient(batch, count, function);
    }
  }
}
