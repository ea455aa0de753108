package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.certificate.Certificates;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.BoxCentres;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class IntervalTrainingTest {
  private static final ImageSet IMAGES = TrainedSamples.images(400, 2);
  private static final ImageSet OTHERS = TrainedSamples.images(30, 3);
  private static final double EPSILON = 0.1;

  /** Without a layer in front, with one that gradients go through, and with steps. */
  static Stream<Arguments> front() {
    return Stream.of(
        Arguments.of(Defenses.none(), EPSILON),
        Arguments.of(read("tq", Map.of("levels", 2, "z", 20)), EPSILON),
        Arguments.of(read("hard-quantization", Map.of("levels", 2)), 0.14));
  }

  @ParameterizedTest
  @MethodSource("front")
  void moreIsCertifiedThanAfterPlainTraining(Defense front, double epsilon) {
    ModelRecipe plain =
        front.protect(
            Samples.MLP.trainedWith(new TrainingOptions(4, 20, 2e-3, 0, Loss.CROSS_ENTROPY)));

    assertThat(certified(plain, epsilon)).isLessThan(OTHERS.size() / 2);
    for (String type : List.of("interval-training", "crown-interval-training")) {
      Defense training = read(type, Map.of("epochs", 20, "epsilon", epsilon));
      assertThat(certified(training.protect(plain), epsilon))
          .as(type)
          .isGreaterThan(OTHERS.size() * 9 / 10);
    }
  }

  private static int certified(ModelRecipe recipe, double epsilon) {
    TrainedModel model = Trainer.train(recipe, IMAGES, 1, 2, epoch -> {});
    Certificate interval = Certificates.read("interval", Options.of(Map.of()));
    int count = 0;
    try (CertifiedModel opened = CertifiedModel.open(model, recipe, Samples.GREY)) {
      for (int i = 0; i < OTHERS.size(); i++) {
        float[] image = new float[Samples.GREY.size()];
        OTHERS.scale(i, image, 0);
        Status status =
            interval.prove(opened, image, OTHERS.label(i), 1, List.of(epsilon)).get(0).status();
        count += status == Status.CERTIFIED ? 1 : 0;
      }
    }
    return count;
  }

  /** The box is small, and where the attack finds most loss: a corner. */
  @Test
  void smallBoxesLieWithinTheLargeOneWhereLossIsHigh() {
    float[] weights = {1, -2, 0};
    float[] images = {0.5f, 0.9f, 0.1f, 0.5f, 0.9f, 0.1f};
    BoxCentres boxes =
        read(SmallBoxTraining.TYPE, Map.of("epsilon", 0.3, "share", 0.4))
            .protect(Samples.MLP)
            .trainingDefenses()
            .certified()
            .flatMap(CertifiedTraining::small)
            .orElseThrow();

    float[] found =
        boxes.find(new LinearNetwork(weights), images, new int[] {0, 1}, new long[] {1, 2}, 0.18);

    assertThat(boxes.share()).isEqualTo(0.4);
    assertThat(boxes.gradients()).isEqualTo(8);
    assertThat(new float[] {found[0], found[1], found[3], found[4]})
        .containsExactly(new float[] {0.32f, 1, 0.68f, 0.72f}, within(1e-6f));
    assertThat(found[2]).isBetween(0f, 0.28f);
  }

  /** The attack takes the network's place between steps, which must not harm them. */
  @Test
  void smallBoxesAreLearned() {
    ModelRecipe plain =
        Samples.MLP.trainedWith(new TrainingOptions(4, 20, 2e-3, 0, Loss.CROSS_ENTROPY));
    Map<String, Object> options =
        Map.of("epsilon", EPSILON, "epochs", 15, "share", 0.8, "iterations", 2);

    assertThat(certified(read(SmallBoxTraining.TYPE, options).protect(plain), EPSILON / 2))
        .isGreaterThan(OTHERS.size() / 2)
        .isGreaterThan(certified(plain, EPSILON / 2));
  }

  /** 5 % without boxes, 50 % in which they grow, and steps that shrink in the last half. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1",
    "0.05, 0, 1, 1",
    "0.3, 0.05, 0.75, 1",
    "0.55, 0.1, 0.5, 0.9",
    "0.75, 0.1, 0.5, 0.5",
    "1, 0.1, 0.5, 0"
  })
  void boxesGrowWhileTheWeightOfCleanImagesFalls(
      double progress, double epsilon, double kappa, double rate) {
    BoxSchedule.Phase phase =
        training(Map.of())
            .protect(Samples.MLP)
            .trainingDefenses()
            .certified()
            .orElseThrow()
            .schedule()
            .at(progress);

    assertThat(phase.epsilon()).isCloseTo(epsilon, within(1e-9));
    assertThat(phase.kappa()).isCloseTo(kappa, within(1e-9));
    assertThat(phase.rate()).isCloseTo(rate, within(1e-9));
  }

  @Test
  void hasItsOwnEpochsAndPlainLabels() {
    ModelRecipe recipe = training(Map.of("epochs", 3)).protect(Samples.PLAIN);

    assertThat(recipe.totalEpochs()).isEqualTo(3);
    assertThat(recipe.training().labelSmoothing()).isZero();
    assertThat(recipe.trainingDefenses().passes()).isCloseTo(2.9, within(1e-9));
    assertThat(recipe.obstacleToDataParallelism()).contains("bounds the network over boxes");
    assertThat(recipe.parameters())
        .containsEntry(
            "certified-training",
            new TreeMap<>(
                Map.of(
                    "epsilon", EPSILON, "warm-up", 0.05, "ramp", 0.5, "kappa", 0.5, "decay", 0.5)));
  }

  @Test
  void linearBoundsAreMixedInWhileBoxesGrow() {
    ModelRecipe recipe =
        read("crown-interval-training", Map.of("epsilon", EPSILON)).protect(Samples.PLAIN);
    CertifiedTraining certified = recipe.trainingDefenses().certified().orElseThrow();

    assertThat(
            Stream.of(0.1, 0.3, 0.5, 0.55, 1.0)
                .map(progress -> certified.linearShare(certified.schedule().at(progress))))
        .zipSatisfy(
            List.of(0.9f, 0.5f, 0.1f, 0f, 0f),
            (share, expected) -> assertThat(share).isCloseTo(expected, within(1e-6f)));
    assertThat(recipe.trainingDefenses().passes()).isCloseTo(2.9 + 18 * 0.5, within(1e-9));
    assertThat(recipe.parameters().get("certified-training"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("bounds", "crown-interval");
  }

  @Test
  void linearBoundsAreForPlainRectifiers() {
    Defense bounded = read("bounded-relu", Map.of());
    Map<String, Object> options = Map.of("epsilon", EPSILON);

    assertThatThrownBy(
            () -> Defenses.inOrder(List.of(read("crown-interval-training", options), bounded)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("its linear bounds are for rectifiers without an upper limit");
    assertThat(Defenses.inOrder(List.of(read("interval-training", options), bounded)).parts())
        .hasSize(2);
  }

  @Test
  void refusesARampThatDoesNotEnd() {
    assertThatThrownBy(() -> training(Map.of("warm-up", 0.6)))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("ramp must be at most 1 - warm-up, was 0.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jpeg | jpeg can make values smaller where pixels become larger",
        "resize-and-pad | resize-and-pad draws random numbers"
      })
  void refusesWhatMakesNoBoxesOfBoxes(String type, String reason) {
    Defense always = read(type, Map.of("applied", "always"));
    Defense atEvaluation = read(type, Map.of());

    for (List<Defense> parts :
        List.of(List.of(always, training(Map.of())), List.of(training(Map.of()), always))) {
      assertThatThrownBy(() -> Defenses.inOrder(parts))
          .isInstanceOf(InvalidOption.class)
          .hasMessage(
              "defense must not train on boxes of images: %s, was certified training", reason);
    }
    assertThat(Defenses.inOrder(List.of(atEvaluation, training(Map.of()))).parts()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "interval-training | must not bring a second certified training",
        "defensive-distillation | must not bring both a distillation and certified training",
        "quantized-activations | must not train on boxes of images: activations with steps"
      })
  void refusesOtherTrainingsThatHaveNoBoxes(String type, String reason) {
    Map<String, Object> given =
        switch (type) {
          case "interval-training" -> Map.of("epsilon", 0.2);
          case "quantized-activations" -> Map.of("bits", 2);
          default -> Map.of();
        };

    assertThatThrownBy(() -> Defenses.inOrder(List.of(training(Map.of()), read(type, given))))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining(reason);
  }

  private static Defense training(Map<String, Object> given) {
    Map<String, Object> all = new TreeMap<>(Map.of("epsilon", EPSILON));
    all.putAll(given);
    return read(IntervalTraining.TYPE, all);
  }

  private static Defense read(String type, Map<String, Object> given) {
    return Defenses.read(type, Options.of(given));
  }
}
