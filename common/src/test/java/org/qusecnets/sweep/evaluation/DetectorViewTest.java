package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.IMAGES;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackTable;
import org.qusecnets.sweep.attack.Losses;
import org.qusecnets.sweep.network.Detector;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.network.Transforms.RandomlyScaled;
import org.qusecnets.sweep.network.Transforms.Scaled;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;

/** Attacks that know the detector beside a network. */
class DetectorViewTest {
  private static final Detector DETECTOR =
      new Detector(List.of(Scaled.exact(0.7f), Scaled.exact(0.9f)), 0.15);
  private static final NetworkClassifier MODEL = TrainedSamples.beside(DETECTOR);
  private static final float[] EPSILONS = {0.1f, 0.3f};

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static List<Example> examples(Attack attack, GradientWay way, int from, int to) {
    return SampleEvaluations.examples(
        MODEL,
        attack,
        AttackerView.of(MODEL, way, 1),
        IntStream.range(from, to).toArray(),
        EPSILONS);
  }

  private static long undetected(List<Example> examples) {
    return examples.stream()
        .filter(Example::success)
        .filter(example -> !example.adversarial().detected().orElseThrow())
        .count();
  }

  private static AttackBatch image(int number, int target) {
    float[] pixels = new float[SIZE];
    IMAGES.scale(number, pixels, 0);
    int[] label = {IMAGES.label(number)};
    return new AttackBatch(pixels, label, new int[] {target}, new long[] {number});
  }

  /** Points on the way to another image, some of which are detected, some wrong. */
  private static float[] way(AttackBatch image, int points) {
    AttackBatch other = image(4, AttackBatch.UNTARGETED);
    float[] way = new float[points * SIZE];
    for (int i = 0; i < way.length; i++) {
      int point = i / SIZE;
      float share = point / (points - 1f);
      way[i] = image.pixels()[i % SIZE] * (1 - share) + other.pixels()[i % SIZE] * share;
    }
    return way;
  }

  @Test
  void aPointIsReachedIfItIsWrongAndNotDetected() {
    int points = 41;
    for (int target : new int[] {AttackBatch.UNTARGETED, IMAGES.label(4)}) {
      AttackBatch image = image(1, target);
      float[] way = way(image, points);
      float[] shown = new UndetectedClassifier(MODEL, DETECTOR, image).logits(way, points);
      float[] plain = MODEL.logits(way, points);
      boolean[] detected = DETECTOR.detects(MODEL, way, points);
      int classes = MODEL.classes();
      int hidden = 0;
      for (int i = 0; i < points; i++) {
        float[] own = Arrays.copyOfRange(shown, i * classes, (i + 1) * classes);
        float[] before = Arrays.copyOfRange(plain, i * classes, (i + 1) * classes);
        boolean wrong = image.reached(before, MODEL)[0];
        assertThat(image.reached(own, MODEL)[0]).isEqualTo(wrong && !detected[i]);
        hidden += wrong && detected[i] ? 1 : 0;
        if (!detected[i]) {
          assertThat(own).containsExactly(before);
        }
      }
      assertThat(hidden).isPositive();
    }
  }

  /** Where the label still leads, so that the logit that is raised is the label's own. */
  @Test
  void theGradientOfAPointThatIsDetectedIsThatOfMarginAndPenalty() {
    AttackBatch image = image(1, AttackBatch.UNTARGETED);
    UndetectedClassifier view = new UndetectedClassifier(MODEL, DETECTOR, image);
    int classes = MODEL.classes();
    float[] way = way(image, 41);
    boolean[] detected = DETECTOR.detects(MODEL, way, 41);
    float[] plain = MODEL.logits(way, 41);
    int at =
        IntStream.range(0, 41)
            .filter(i -> detected[i])
            .filter(i -> Losses.MARGIN.value(image, 0, plain, i * classes, classes) < -0.05)
            .findFirst()
            .orElseThrow();
    float[] point = Arrays.copyOfRange(way, at * SIZE, (at + 1) * SIZE);
    Classifier.Gradient found = view.gradient(point, 1, Losses.MARGIN.of(image, classes));

    double length = 0;
    for (float slope : found.gradient()) {
      length += (double) slope * slope;
    }
    length = Math.sqrt(length);
    float[] ends = new float[2 * SIZE];
    double step = 1e-3;
    for (int i = 0; i < SIZE; i++) {
      double move = step * found.gradient()[i] / length;
      ends[i] = (float) (point[i] - move);
      ends[SIZE + i] = (float) (point[i] + move);
    }
    float[] logits = view.logits(ends, 2);
    double slope =
        (Losses.MARGIN.value(image, 0, logits, classes, classes)
                - Losses.MARGIN.value(image, 0, logits, 0, classes))
            / (2 * step);
    assertThat(slope).isCloseTo(length, within(0.02 * length)).isPositive();
  }

  @Test
  void findsMoreThatIsNotDetectedThanAnAttackOnTheNetworkAlone() {
    Attack attack = read("apgd", Map.of("iterations", 30, "start", "clean"));
    List<Example> exact = examples(attack, GradientWay.EXACT, 0, 20);
    List<Example> adapted = examples(attack, GradientWay.ADAPTED, 0, 20);

    assertThat(undetected(adapted)).isGreaterThan(undetected(exact));
    assertThat(exact).anyMatch(example -> example.success());
    assertThat(adapted.stream().filter(Example::reused))
        .allMatch(example -> !example.adversarial().detected().orElseThrow());
  }

  static Stream<Attack> attacks() {
    return AttackTable.quick().stream();
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void everyAttackWorksAndFindsTheSameWhateverImagesAreBeside(Attack attack) {
    List<Example> together = examples(attack, GradientWay.ADAPTED, 0, 3);
    List<Example> alone = examples(attack, GradientWay.ADAPTED, 2, 3);

    for (int e = 0; e < EPSILONS.length; e++) {
      assertThat(alone.get(e))
          .usingRecursiveComparison()
          .ignoringFields("effort")
          .isEqualTo(together.get(3 * e + 2));
    }
  }

  @Test
  void isRandomWhereTheModelIs() {
    AttackBatch image = image(0, AttackBatch.UNTARGETED);
    try (NetworkClassifier random = TrainedSamples.behind(new RandomlyScaled())) {
      assertThat(new UndetectedClassifier(random, DETECTOR, image).isRandom()).isTrue();
    }
    assertThat(new UndetectedClassifier(MODEL, DETECTOR, image).isRandom()).isFalse();
  }

  @Test
  void logitsThatAreNoNumbersAreAnError() {
    AttackBatch image = image(0, AttackBatch.UNTARGETED);
    float[] broken = image.pixels().clone();
    broken[3] = Float.NaN;

    assertThatThrownBy(() -> new UndetectedClassifier(MODEL, DETECTOR, image).logits(broken, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("is NaN");
  }
}
