package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
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

  /** Ids of models that were made before there were these options stay. */
  @Test
  void newOptionsOfTrainingAreLeftOutWhereTheyAreDefaults() {
    Map<String, Object> spelledOut =
        Map.ofEntries(
            Map.entry("optimizer", "adam"),
            Map.entry("schedule", "constant"),
            Map.entry("warm-up", 0),
            Map.entry("clip-norm", 0),
            Map.entry("flip", "none"),
            Map.entry("shift", 0),
            Map.entry("patience", 0));
    TrainingOptions read = TrainingOptions.DECLARATION.read(Options.of(spelledOut));

    assertThat(read).isEqualTo(TrainingOptions.defaults());
    assertThat(read.parameters())
        .containsOnlyKeys("batch-size", "epochs", "label-smoothing", "learning-rate", "loss");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer=sgd | momentum=0.9 optimizer=sgd weight-decay=0.0",
        "optimizer=sgd momentum=0 weight-decay=1e-4"
            + " | momentum=0.0 optimizer=sgd weight-decay=1.0E-4",
        "optimizer=adamw | optimizer=adamw weight-decay=0.01",
        "optimizer=adamw weight-decay=0 | optimizer=adamw weight-decay=0.0",
        "schedule=step decay-every=3 | decay-every=3 decay-factor=0.1 schedule=step",
        "schedule=step decay-every=1 decay-factor=0.5 warm-up=0.1"
            + " | decay-every=1 decay-factor=0.5 schedule=step warm-up=0.1",
        "schedule=cosine | schedule=cosine",
        "warm-up=0.25 | warm-up=0.25",
        "clip-norm=2 | clip-norm=2.0",
        "flip=horizontal | flip=horizontal",
        "shift=4 | shift=4",
        "patience=3 | least-gain=0.001 patience=3",
        "patience=1 least-gain=0.1 | least-gain=0.1 patience=1",
        "optimizer=sgd clip-norm=1 patience=2 parallelism=data"
            + " | averaging-frequency=5 clip-norm=1.0 least-gain=0.001 momentum=0.9 optimizer=sgd"
            + " parallelism=data patience=2 weight-decay=0.0"
      })
  void readsBackWhatParametersSayOfTraining(String written, String parameters) {
    Map<String, Object> options = new TreeMap<>();
    for (String assignment : written.split(" ", -1)) {
      options.put(assignment.split("=", 2)[0], assignment.split("=", 2)[1]);
    }
    TrainingOptions read = TrainingOptions.DECLARATION.read(Options.of(options));

    Map<String, Object> told = new TreeMap<>(read.parameters());
    told.keySet().removeAll(TrainingOptions.defaults().parameters().keySet());
    assertThat(told).hasToString("{" + parameters.replace(" ", ", ") + "}");
    assertThat(TrainingOptions.DECLARATION.read(Options.of(read.parameters()))).isEqualTo(read);
    assertThat(read.unsmoothed().withEpochs(9).with(Loss.MEAN_SQUARED_ERROR).parameters())
        .containsAllEntriesOf(told)
        .containsEntry("epochs", 9)
        .containsEntry("label-smoothing", 0.0)
        .containsEntry("loss", "mean-squared-error");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule=cosine | schedule must be constant where parallelism is data;",
        "warm-up=0.1 | warm-up must be 0 where parallelism is data;",
        "flip=horizontal | flip must be none where parallelism is data;",
        "shift=1 | shift must be 0 where parallelism is data;"
      })
  void refusesWhatWorkersTogetherCannotDo(String assignment, String message) {
    String[] sides = assignment.split("=", 2);
    Map<String, Object> options = Map.of("parallelism", "data", sides[0], sides[1]);

    assertThatThrownBy(() -> TrainingOptions.DECLARATION.read(Options.of(options)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(sides[0]))
        .hasMessage(message + " set parallelism = model");
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
        "optimizer | rmsprop | optimizer must be one of adam, sgd, adamw, was \"rmsprop\"",
        "momentum | 0.9 | momentum must be left out unless optimizer is sgd, was 0.9",
        "momentum | 1 | momentum must be at least 0 and below 1, was 1.0",
        "weight-decay | 0.1 | weight-decay must be left out unless optimizer is not adam, was 0.1",
        "weight-decay | -1 | weight-decay must be at least 0, was -1.0",
        "schedule | linear | schedule must be one of constant, step, cosine, was \"linear\"",
        "decay-every | 2 | decay-every must be left out unless schedule is step, was 2",
        "decay-every | 0 | decay-every must be at least 1, was 0",
        "decay-factor | 0.5 | decay-factor must be left out unless schedule is step, was 0.5",
        "decay-factor | 1 | decay-factor must be above 0 and below 1, was 1.0",
        "warm-up | 1 | warm-up must be at least 0 and below 1, was 1.0",
        "clip-norm | -1 | clip-norm must be at least 0, was -1.0",
        "flip | vertical | flip must be one of none, horizontal, was \"vertical\"",
        "shift | 101 | shift must be from 0 to 100, was 101",
        "patience | -1 | patience must be at least 0, was -1",
        "least-gain | 0.1 | least-gain must be left out unless patience is not 0, was 0.1",
        "loss | hinge | loss must be one of cross-entropy, mean-squared-error, was \"hinge\""
      })
  void refusesWrongTraining(String key, String value, String message) {
    assertThatThrownBy(() -> TrainingOptions.DECLARATION.read(Options.of(Map.of(key, value))))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @Test
  void stepsMustBeToldHowOftenTheRateFalls() {
    assertThatThrownBy(
            () -> TrainingOptions.DECLARATION.read(Options.of(Map.of("schedule", "step"))))
        .hasMessage("decay-every must be a whole number, was missing");
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
