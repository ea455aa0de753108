package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

class RecipeOptionsTest {
  @Test
  void trainingDefaultsAreThePapers() {
    assertThat(TrainingOptions.DECLARATION.read(Options.of(Map.of())).parameters())
        .containsExactly(
            Map.entry("batch-size", 128),
            Map.entry("epochs", 6),
            Map.entry("label-smoothing", 0.1),
            Map.entry("learning-rate", 1e-3),
            Map.entry("loss", "cross-entropy"));
  }

  @Test
  void readsTraining() {
    Options options =
        Options.of(
            Map.of(
                "epochs", 2,
                "batch-size", 64,
                "learning-rate", 0.01,
                "label-smoothing", 0,
                "loss", "mean-squared-error"));

    assertThat(TrainingOptions.DECLARATION.read(options))
        .isEqualTo(new TrainingOptions(2, 64, 0.01, 0, Loss.MEAN_SQUARED_ERROR));
  }

  @Test
  void readsTrainingByWorkersTogether() {
    TrainingOptions alone = TrainingOptions.defaults();

    assertThat(TrainingOptions.DECLARATION.read(Options.of(Map.of("parallelism", "model"))))
        .isEqualTo(alone);
    assertThat(TrainingOptions.DECLARATION.read(Options.of(Map.of("parallelism", "data"))))
        .isEqualTo(alone.with(Parallelism.DATA, 5));
    TrainingOptions rarely =
        TrainingOptions.DECLARATION.read(
            Options.of(Map.of("parallelism", "data", "averaging-frequency", 20)));
    assertThat(rarely).isEqualTo(alone.with(Parallelism.DATA, 20));
    assertThat(rarely.with(Loss.MEAN_SQUARED_ERROR).parameters())
        .containsEntry("parallelism", "data")
        .containsEntry("averaging-frequency", 20);
  }

  @Test
  void refusesAveragingThatDoesNotFit() {
    assertThatThrownBy(
            () ->
                TrainingOptions.DECLARATION.read(
                    Options.of(Map.of("parallelism", "data", "averaging-frequency", 0))))
        .hasMessage("averaging-frequency must be at least 1, was 0");
    assertThatThrownBy(
            () -> TrainingOptions.DECLARATION.read(Options.of(Map.of("averaging-frequency", 5))))
        .hasMessage("averaging-frequency must be left out unless parallelism is data, was 5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parallelism | both | parallelism must be one of model, data, was \"both\"",
        "epochs | 0 | epochs must be at least 1, was 0",
        "batch-size | -3 | batch-size must be from 1 to 1024, was -3",
        "learning-rate | 0 | learning-rate must be above 0, was 0.0",
        "label-smoothing | 1 | label-smoothing must be at least 0 and below 1, was 1.0",
        "label-smoothing | -0.1 | label-smoothing must be at least 0 and below 1, was -0.1",
        "loss | hinge | loss must be one of cross-entropy, mean-squared-error, was \"hinge\""
      })
  void refusesWrongTraining(String key, String value, String message) {
    assertThatThrownBy(() -> TrainingOptions.DECLARATION.read(Options.of(Map.of(key, value))))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @Test
  void refusesRatesThatAreNoNumbers() {
    assertThatThrownBy(() -> new TrainingOptions(1, 1, Double.NaN, 0, Loss.CROSS_ENTROPY))
        .hasMessage("learning-rate must be above 0, was NaN");
    assertThatThrownBy(() -> new TrainingOptions(1, 1, 1, Double.NaN, Loss.CROSS_ENTROPY))
        .hasMessage("label-smoothing must be at least 0 and below 1, was NaN");
  }

  @Test
  void readsTheNetwork() {
    assertThat(NetworkOptions.DECLARATION.read(Options.of(Map.of())))
        .isEqualTo(new NetworkOptions(Architectures.PAPER_CNN, Initialization.CLEVERHANS_V3));
    assertThat(
            NetworkOptions.DECLARATION
                .read(Options.of(Map.of("initialization", "he")))
                .parameters())
        .containsExactly(Map.entry("architecture", "paper-cnn"), Map.entry("initialization", "he"));
    assertThat(NetworkOptions.DECLARATION.read(Options.of(Map.of("architecture", "mlp-200-200"))))
        .isEqualTo(new NetworkOptions(Architectures.MLP_200_200, Initialization.CLEVERHANS_V3));
    assertThatThrownBy(
            () -> NetworkOptions.DECLARATION.read(Options.of(Map.of("initialization", "zero"))))
        .hasMessage(
            "initialization must be one of cleverhans-v3, cleverhans-v2, he, glorot-uniform,"
                + " was \"zero\"");
  }

  @ParameterizedTest
  @CsvSource({"1, 50, 1", "257, 50, 257"})
  void refusesLevelsOutOfRange(int levels, double z, String was) {
    assertThatThrownBy(() -> Samples.constant(levels, z))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("levels must be from 2 to 256, was " + was);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0", "-5, -5.0", "10001, 10001.0", "NaN, NaN"})
  void refusesSteepnessOutOfRange(double z, String was) {
    assertThatThrownBy(() -> Samples.constant(2, z))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("z must be above 0 and at most 10000, was " + was);
  }

  @Test
  void takesTheBoundsThemselves() {
    assertThat(Samples.constant(256, 10_000).thresholds()).isEqualTo(255);
    assertThat(Samples.constant(2, Double.MIN_VALUE).thresholds()).isEqualTo(1);
  }

  @Test
  void onlyTrainedThresholdsNeedALearningRate() {
    assertThatCode(ThresholdTraining::constant).doesNotThrowAnyException();
    assertThatThrownBy(() -> ThresholdTraining.trained(ThresholdOptimizer.SGD, 0))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("threshold-learning-rate must be above 0, was 0.0");
  }

  @Test
  void parametersNameWhatMatters() {
    QuantizationOptions trained =
        Samples.trained(3, 5, Sharing.PER_CHANNEL, Placement.AUTHORS_CODE, Derivative.SATURATING);

    assertThat(trained.thresholds()).isEqualTo(3);
    assertThat(trained.parameters())
        .containsExactly(
            Map.entry("derivative", "saturating"),
            Map.entry("levels", 3),
            Map.entry("placement", "authors-code"),
            Map.entry("sharing", "per-channel"),
            Map.entry("threshold-learning-rate", 1e-3),
            Map.entry("threshold-optimizer", "adam"),
            Map.entry("z", 5.0));
    assertThat(Samples.constant(2, 50).parameters())
        .containsOnlyKeys("derivative", "levels", "placement", "sharing", "z");
  }

  @Test
  void recipeHoldsAllThatMakesTheModel() {
    assertThat(Samples.PLAIN.quantizationLayer()).isEmpty();
    assertThat(Samples.PLAIN.parameters()).containsOnlyKeys("network", "training");

    ModelRecipe recipe =
        Samples.PLAIN
            .prepend(Samples.constant(2, 50))
            .trainedWith(TrainingOptions.defaults().with(Loss.MEAN_SQUARED_ERROR));
    assertThat(recipe.quantizationLayer()).contains(Samples.constant(2, 50));
    assertThat(recipe.parameters())
        .containsEntry("quantization", Samples.constant(2, 50).parameters())
        .containsEntry("network", NetworkOptions.defaults().parameters())
        .containsEntry(
            "training", TrainingOptions.defaults().with(Loss.MEAN_SQUARED_ERROR).parameters());
  }
}
