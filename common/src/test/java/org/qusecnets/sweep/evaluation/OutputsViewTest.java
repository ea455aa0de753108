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
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputTransform;

/** Attacks that go on among the outputs of a layer. */
class OutputsViewTest {
  private static final int COUNT = 8;
  private static final float[] FAR = {20f};

  private static final NetworkClassifier STEEP = TrainedSamples.quantized();
  private static final NetworkClassifier BINARY =
      TrainedSamples.behind(
          (InputTransform) Defenses.read("bit-depth", Options.of(Map.of("bits", 1))));

  @AfterAll
  static void close() {
    STEEP.close();
    BINARY.close();
  }

  private static List<Example> examples(
      NetworkClassifier model, Attack attack, GradientWay way, int from, int to) {
    int[] images = IntStream.range(from, to).toArray();
    return SampleEvaluations.examples(model, attack, AttackerView.of(model, way, 1), images, FAR);
  }

  private static double distance(Example example) {
    Example.Pictures pictures = example.pictures().orElseThrow();
    return Norm.L2.distance(pictures.clean(), pictures.adversarial(), 0, SIZE);
  }

  static Stream<Attack> possible() {
    return Stream.of(
        read("ddn", Map.of("iterations", 30)),
        read("fmn", Map.of("norm", "l2", "iterations", 30)),
        read("deepfool", Map.of("iterations", 10)),
        read("fab", Map.of("norm", "l2", "iterations", 10)),
        read("cw", Map.of("search-steps", 3, "iterations", 30)));
  }

  @ParameterizedTest
  @MethodSource("possible")
  void whatWasFoundComesNearerAndStaysAdversarial(Attack attack) {
    for (NetworkClassifier model : List.of(STEEP, BINARY)) {
      List<Example> pixels = examples(model, attack, GradientWay.ADAPTED, 0, COUNT);
      List<Example> outputs = examples(model, attack, GradientWay.OUTPUTS, 0, COUNT);

      double farther = 0;
      double nearer = 0;
      for (int i = 0; i < COUNT; i++) {
        assertThat(outputs.get(i).success()).isEqualTo(pixels.get(i).success());
        assertThat(distance(outputs.get(i))).isLessThanOrEqualTo(distance(pixels.get(i)));
        farther += distance(pixels.get(i));
        nearer += distance(outputs.get(i));
      }
      assertThat(farther).isPositive();
      assertThat(nearer).isLessThan(0.97 * farther);
      assertThat(outputs.get(0).effort().inferences())
          .isGreaterThan(pixels.get(0).effort().inferences());
    }
  }

  @Test
  void findsTheSameWhateverImagesAreBeside() {
    Attack attack = read("ddn", Map.of("iterations", 20));
    for (NetworkClassifier model : List.of(STEEP, BINARY)) {
      List<Example> together = examples(model, attack, GradientWay.OUTPUTS, 0, 6);
      List<Example> alone = examples(model, attack, GradientWay.OUTPUTS, 4, 5);
      assertThat(alone.get(0))
          .usingRecursiveComparison()
          .ignoringFields("effort")
          .isEqualTo(together.get(4));
    }
  }

  @Test
  void imagesOfGreyLevelsStayThat() {
    Attack attack = read("ddn", Map.of("iterations", 30, "end", "grey-levels"));
    for (NetworkClassifier model : List.of(STEEP, BINARY)) {
      assertThat(
              examples(model, attack, GradientWay.OUTPUTS, 0, COUNT).stream()
                  .filter(Example::success))
          .isNotEmpty()
          .allSatisfy(
              example -> {
                float[] found = example.pictures().orElseThrow().adversarial();
                assertThat(found).isEqualTo(GreyLevels.nearest(found));
              });
    }
  }
}
