package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class SharedStepsTest {
  private static final ImageSet IMAGES = Samples.brightnessClasses(Samples.GREY, 10, 1);
  private static final long SEED = 5;

  static Stream<Arguments> cases() {
    return Arrays.stream(Loss.values())
        .flatMap(
            loss ->
                Stream.of(
                        Samples.PLAIN,
                        Samples.PLAIN.prepend(Samples.constant(2, 50)),
                        Samples.PLAIN.prepend(trained(ThresholdOptimizer.ADAM, 1e-3)),
                        Samples.MLP.prepend(trained(ThresholdOptimizer.SGD, 0.1)),
                        Samples.MLP.with(
                            new ActivationOptions.Quantized(
                                1, ThresholdTraining.trained(ThresholdOptimizer.ADAM, 1e-3))))
                    .map(recipe -> Arguments.of(recipe, loss)));
  }

  private static QuantizationOptions trained(ThresholdOptimizer optimizer, double learningRate) {
    return new QuantizationOptions(
        3,
        5,
        ThresholdTraining.trained(optimizer, learningRate),
        Sharing.PER_CHANNEL,
        Placement.LINEAR,
        Derivative.EXACT);
  }

  private static SharedNetwork network(ModelRecipe recipe) {
    return new SharedNetwork(recipe, IMAGES.shape(), IMAGES.classes(), SEED);
  }

  /** Optimizers that keep no more than Adam, which DL4J has room for. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adamw"})
  void makeTheTrainersModelWithOtherOptimizers(String optimizer) {
    Map<String, Object> options =
        Map.of("optimizer", optimizer, "weight-decay", 0.1, "clip-norm", 0.5, "epochs", 3);
    ModelRecipe recipe =
        Samples.MLP
            .prepend(trained(ThresholdOptimizer.ADAM, 1e-3))
            .trainedWith(TrainingOptions.DECLARATION.read(Options.of(options)));

    try (SharedNetwork shared = network(recipe)) {
      assertThat(trained(shared, recipe).archive())
          .isEqualTo(Trainer.train(recipe, IMAGES, SEED, 1, epoch -> {}).archive());
    }
  }

  @Test
  void trainingIsOverAfterAllEpochsOrAtAPlateau() {
    for (int patience : new int[] {0, 2}) {
      Map<String, Object> options = Map.of("epochs", 5, "patience", patience);
      TrainingOptions training = TrainingOptions.DECLARATION.read(Options.of(options));
      try (SharedNetwork shared = network(Samples.MLP.trainedWith(training))) {
        int epochs = 0;
        while (!shared.isTrained()) {
          shared.ended(new Epoch(1, 0, 1));
          epochs++;
        }
        assertThat(epochs).isEqualTo(patience == 0 ? 5 : 3);
      }
    }
  }

  /** Each step is made by steps of its own, that take up what the last ones left in the network. */
  @ParameterizedTest
  @MethodSource("cases")
  void makeTheTrainersModel(ModelRecipe kind, Loss loss) {
    int epochs = 4;
    ModelRecipe recipe =
        kind.trainedWith(new TrainingOptions(epochs, IMAGES.size(), 1e-3, 0.1, loss));
    try (SharedNetwork shared = network(recipe)) {
      TrainedModel model = trained(shared, recipe);

      TrainedModel expected = Trainer.train(recipe, IMAGES, SEED, 1, epoch -> {});
      assertThat(model.archive()).isEqualTo(expected.archive());
      assertThat(model.sha256()).isEqualTo(expected.sha256());
      assertThat(model.thresholds()).isDeepEqualTo(expected.thresholds());
      assertThat(model.history())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seconds")
          .isEqualTo(expected.history());
      assertThat(model.parameters()).isEqualTo(expected.parameters());
      assertThat(model.provenance()).isEqualTo(expected.provenance());
    }
  }

  private static TrainedModel trained(SharedNetwork shared, ModelRecipe recipe) {
    ImageOrder order = new ImageOrder(1);
    while (!shared.isTrained()) {
      try (SharedSteps worker =
          new SharedSteps(recipe, IMAGES.shape(), shared.network(), IMAGES.size())) {
        worker.step(SharedNetwork.batch(IMAGES, order.next(IMAGES.size())));
        worker.store();
        shared.ended(
            new Epoch(worker.loss() / IMAGES.size(), (double) worker.correct() / IMAGES.size(), 1));
      }
    }
    return shared.model();
  }

  @Test
  void withoutStepsItIsTheNetworkThatTheTrainerStartsFrom() {
    try (SharedNetwork shared = network(Samples.PLAIN)) {
      assertThat(shared.network().params())
          .isEqualTo(Dl4jTraining.start(Samples.PLAIN, IMAGES, SEED).network().params());
      assertThat(shared.model().history()).isEmpty();
    }
  }

  @Test
  void refusesWhatHasDiverged() {
    try (SharedNetwork shared = network(Samples.PLAIN)) {
      assertThatThrownBy(() -> shared.ended(new Epoch(Double.NaN, 0, 1)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("the loss is not finite after epoch 1; lower the learning rate");
      shared.network().params().putScalar(7, Float.NaN);
      assertThatThrownBy(shared::model)
          .isInstanceOf(UserException.class)
          .hasMessageContaining("weights are not finite after training");
    }
  }

  @Test
  void refusesRecipesThatDoMoreThanLearnLabels() {
    assertThatThrownBy(() -> network(Samples.PLAIN.with(new Distillation(5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("learns from a teacher");
    assertThatThrownBy(() -> network(Samples.PLAIN.with(RecordedAugmentation.nothing())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("changes or adds images");
  }
}
