package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.read;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackTable;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.evaluation.Example.Pictures;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;

/** Attacks that search among the outputs of a layer. */
class BoxViewTest {
  private static final GradientWay BOX = GradientWay.BOX;
  private static final float[] EPSILONS = {0.1f, 0.3f, 0.2f};
  private static final int COUNT = 10;
  private static final int FEW = 4;

  /** With the options of {@link AttackTable}, their steps are too small to get anywhere. */
  private static final List<String> WEAK = List.of("cw", "bim");

  private static final NetworkClassifier QUANTIZED = TrainedSamples.quantized();
  private static final NetworkClassifier BINARY =
      TrainedSamples.behind(
          (InputTransform) Defenses.read("bit-depth", Options.of(Map.of("bits", 1))));

  @AfterAll
  static void close() {
    QUANTIZED.close();
    BINARY.close();
  }

  private static List<Example> examples(
      NetworkClassifier model, Attack attack, GradientWay way, int from, int to) {
    int[] images = IntStream.range(from, to).toArray();
    return SampleEvaluations.examples(
        model, attack, AttackerView.of(model, way, 1), images, EPSILONS);
  }

  private static long successes(List<Example> examples, float epsilon) {
    return examples.stream()
        .filter(example -> EPSILONS[example.epsilonIndex()] == epsilon && example.success())
        .count();
  }

  static Stream<Attack> possible() {
    return AttackTable.quick().stream()
        .filter(attack -> attack.norm() == Norm.LINF && attack.access() != Access.LABELS)
        .filter(attack -> attack.obstacleToBox().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("possible")
  void everyAttackStaysWithinEpsilonAndFindsSomethingInTheLargestBox(Attack attack) {
    List<Example> examples = examples(QUANTIZED, attack, BOX, 0, FEW);

    for (Example example : examples) {
      Pictures pictures = example.pictures().orElseThrow();
      for (int i = 0; i < SIZE; i++) {
        assertThat(Math.abs((double) pictures.adversarial()[i] - pictures.clean()[i]))
            .isLessThanOrEqualTo(EPSILONS[example.epsilonIndex()]);
      }
    }
    if (attack.access() == Access.GRADIENTS) {
      assertThat(examples.stream().filter(Example::attacked))
          .allMatch(example -> example.gradient().isPresent());
      if (attack.target().equals(Target.NONE) && !WEAK.contains(attack.type())) {
        assertThat(successes(examples, 0.3f)).as(attack.type()).isPositive();
      }
    }
  }

  @Test
  void findsWhatTheOtherWaysFind() {
    Attack attack = read("apgd", Map.of("iterations", 20, "start", "clean"));
    List<Example> box = examples(QUANTIZED, attack, BOX, 0, COUNT);
    for (GradientWay way : List.of(GradientWay.EXACT, GradientWay.STRAIGHT_THROUGH)) {
      List<Example> other = examples(QUANTIZED, attack, way, 0, COUNT);
      for (int i = 0; i < box.size(); i++) {
        if (other.get(i).success()) {
          assertThat(box.get(i).success()).as("image %d, %s", i, way).isTrue();
        }
      }
    }
    assertThat(successes(box, 0.1f)).isLessThan(successes(box, 0.3f));
  }

  @Test
  void findsTheSameWhateverImagesAreBeside() {
    Attack attack = read("apgd", Map.of("iterations", 6));
    for (NetworkClassifier model : List.of(QUANTIZED, BINARY)) {
      List<Example> together = examples(model, attack, BOX, 0, 6);
      List<Example> alone = examples(model, attack, BOX, 4, 5);
      for (int e = 0; e < EPSILONS.length; e++) {
        assertThat(alone.get(e))
            .usingRecursiveComparison()
            .ignoringFields("effort")
            .isEqualTo(together.get(6 * e + 4));
      }
    }
  }

  @Test
  void successesAreReusedIfTheAttackReusesThem() {
    List<Example> reusing =
        examples(QUANTIZED, read("apgd", Map.of("iterations", 6)), BOX, 0, COUNT);
    List<Example> anew =
        examples(
            QUANTIZED,
            read("apgd", Map.of("iterations", 6, "reuse-successes", "never")),
            BOX,
            0,
            COUNT);

    assertThat(reusing).anyMatch(Example::reused);
    for (Example example : reusing) {
      assertThat(example.reused() && !example.success()).isFalse();
    }
    assertThat(anew).noneMatch(Example::reused);
  }

  @Test
  void levelsAreFoundWhereGradientsGoStraightThroughInVain() {
    Attack attack = read("apgd", Map.of("iterations", 10, "start", "clean"));
    List<Example> straight = examples(BINARY, attack, GradientWay.EXACT, 0, COUNT);
    List<Example> box = examples(BINARY, attack, BOX, 0, COUNT);

    for (float epsilon : EPSILONS) {
      assertThat(successes(box, epsilon)).isGreaterThanOrEqualTo(successes(straight, epsilon));
    }
    assertThat(successes(box, 0.3f)).isPositive();
    assertThat(box)
        .allSatisfy(
            example -> {
              float[] inside = example.pictures().orElseThrow().networkInputAdversarial();
              for (float value : inside) {
                assertThat(value).isIn(0f, 1f);
              }
            });
  }
}
