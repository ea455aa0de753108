package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class TrainerTest {
  private static final ImageSet IMAGES = Samples.brightnessClasses(Samples.GREY, 50, 1);
  private static final QuantizationOptions TRAINED =
      Samples.trained(3, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT);

  static Stream<ModelRecipe> architectures() {
    return Stream.of(Samples.PLAIN, Samples.MLP);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void learnsToTellClasses(ModelRecipe architecture) {
    ModelRecipe recipe = withTraining(architecture, 4, 20);
    ImageSet images = TrainedSamples.images(200, 2);
    ImageSet others = TrainedSamples.images(100, 3);

    List<Epoch> heard = new ArrayList<>();
    TrainedModel model = Trainer.train(recipe, images, 1, 2, heard::add);

    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, Samples.GREY)) {
      assertThat(accuracy(classifier, others)).isGreaterThan(0.9);
    }
    List<Epoch> history = model.history();
    assertThat(history).hasSize(4).isEqualTo(heard);
    assertThat(history.get(3).accuracy()).isGreaterThan(0.9);
    assertThat(history.get(3).loss()).isLessThan(history.get(0).loss() / 2);
    assertThat(history).allSatisfy(epoch -> assertThat(epoch.seconds()).isPositive());
  }

  static Stream<ActivationOptions> activations() {
    return Stream.of(
        new ActivationOptions.Bounded(1), Samples.fixed(1), Samples.fixed(3), Samples.dynamic(2));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void learnsWithEveryActivation(ActivationOptions activation) {
    ModelRecipe recipe = withTraining(Samples.PLAIN.with(activation), 4, 20);
    ImageSet images = TrainedSamples.images(200, 2);
    ImageSet others = TrainedSamples.images(100, 3);

    TrainedModel model = Trainer.train(recipe, images, 1, 2, epoch -> {});

    List<Epoch> history = model.history();
    // The smoothed labels' own entropy of 0.5 is the least there can be.
    assertThat(history.get(3).loss()).isLessThan(history.get(0).loss() - 0.3);
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, Samples.GREY)) {
      assertThat(accuracy(classifier, others)).isGreaterThan(0.9);
    }
  }

  @Test
  void fixedThresholdsOfActivationsStayAndDynamicOnesMove() {
    for (int layer : new int[] {1, 3, 5}) {
      assertThat(activationThresholds(Samples.fixed(2), layer))
          .containsExactly(new float[] {-2 / 3f, 0, 2 / 3f}, within(1e-7f));
      float[] moved = activationThresholds(Samples.dynamic(2), layer);
      for (int k = 0; k < 3; k++) {
        // Adam moves by about its rate of 1e-3 in each of the 5 steps, to and fro.
        float start = (2 * k + 1) / 3f - 1;
        assertThat(Math.abs(moved[k] - start)).isBetween(1e-5f, 6e-3f);
      }
    }
  }

  private static float[] activationThresholds(ActivationOptions activation, int layer) {
    ModelRecipe recipe = withTraining(Samples.PLAIN.with(activation), 1, 10);
    TrainedModel model = Trainer.train(recipe, IMAGES, 1, 1, epoch -> {});
    return ModelArchive.read(model.archive()).getParam(layer + "_t").toFloatVector();
  }

  @Test
  void thresholdsOfActivationsThatAreNoNumbersAreRefused() {
    ActivationOptions runaway =
        new ActivationOptions.Quantized(
            1, ThresholdTraining.trained(ThresholdOptimizer.SGD, 1e308));
    ModelRecipe recipe = withTraining(Samples.MLP.with(runaway), 1, 50);

    assertThatThrownBy(() -> Trainer.train(recipe, IMAGES, 1, 1, epoch -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("weights are not finite after training; lower the learning rate");
  }

  static Stream<ModelRecipe> kinds() {
    return Stream.of(
        Samples.PLAIN,
        Samples.PLAIN.prepend(TRAINED),
        Samples.MLP.prepend(TRAINED),
        Samples.PLAIN.with(Samples.dynamic(2)),
        Samples.MLP
            .prepend(TRAINED)
            .with(
                new CertifiedTraining(
                    new BoxSchedule(0.1, 0, 0.5, 0.5, 0.5), null, Bounds.INTERVAL)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameSeedsGiveTheSameBytesAlsoOnTwoThreadsAtOnce(ModelRecipe kind) throws Exception {
    ModelRecipe recipe = withTraining(kind, 2, 16);
    TrainedModel alone = Trainer.train(recipe, IMAGES, 7, 8, epoch -> {});

    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<TrainedModel> training = () -> Trainer.train(recipe, IMAGES, 7, 8, epoch -> {});
      for (Future<TrainedModel> together : threads.invokeAll(List.of(training, training))) {
        assertThat(together.get().archive()).isEqualTo(alone.archive());
        assertThat(together.get().sha256()).isEqualTo(alone.sha256());
        assertThat(together.get().thresholds()).isDeepEqualTo(alone.thresholds());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void otherSeedsGiveOtherModels() {
    ModelRecipe recipe = withTraining(Samples.PLAIN, 1, 16);
    String sha256 = Trainer.train(recipe, IMAGES, 7, 8, epoch -> {}).sha256();

    assertThat(Trainer.train(recipe, IMAGES, 6, 8, epoch -> {}).sha256())
        .as("weights")
        .isNotEqualTo(sha256);
    assertThat(Trainer.train(recipe, IMAGES, 7, 9, epoch -> {}).sha256())
        .as("order")
        .isNotEqualTo(sha256);
  }

  @Test
  void refusesToGoOnWithALossThatIsNotFinite() {
    ModelRecipe recipe =
        Samples.PLAIN.trainedWith(new TrainingOptions(5, 10, 1e30, 0.1, Loss.CROSS_ENTROPY));

    assertThatThrownBy(() -> Trainer.train(recipe, IMAGES, 1, 1, epoch -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("Cannot train {network={architecture=paper-cnn")
        .hasMessageContaining("learning-rate=1.0E30")
        .hasMessageEndingWith("the logits are not finite in epoch 1; lower the learning rate");
  }

  /** The loss of a first epoch of one step is that of the initial weights, whatever the batch. */
  @Test
  void historyTellsTheLossBeforeTheStep() {
    TrainedModel inOne =
        Trainer.train(withTraining(Samples.PLAIN, 2, 50), IMAGES, 1, 1, epoch -> {});
    TrainedModel inMore =
        Trainer.train(withTraining(Samples.PLAIN, 2, 1000), IMAGES, 1, 1, epoch -> {});

    assertThat(inMore.sha256()).as("a batch larger than the set").isEqualTo(inOne.sha256());
    assertThat(inOne.history()).hasSize(2);
    assertThat(inOne.history().get(0).loss())
        .isCloseTo(initialLoss(withTraining(Samples.PLAIN, 1, 50), 1), within(1e-5));
  }

  @Test
  void constantThresholdsStayAndTrainedOnesMove() {
    QuantizationOptions constant = Samples.constant(4, 50);
    float[][] stayed =
        Trainer.train(
                withTraining(Samples.PLAIN.prepend(constant), 1, 10), IMAGES, 1, 1, epoch -> {})
            .thresholds();
    float[][] moved =
        Trainer.train(
                withTraining(Samples.PLAIN.prepend(TRAINED), 1, 10), IMAGES, 1, 1, epoch -> {})
            .thresholds();

    assertThat(stayed).isDeepEqualTo(new float[][] {{0.25f}, {0.5f}, {0.75f}});
    assertThat(moved).hasDimensions(2, Samples.GREY.size());
    for (int k = 0; k < 2; k++) {
      float start = (k + 1) / 3f;
      // Adam moves by about its rate of 1e-3 in each of the 5 steps, to and fro.
      for (float threshold : moved[k]) {
        assertThat(threshold).isNotEqualTo(start).isCloseTo(start, within(1e-2f));
      }
    }
    assertThat(
            Trainer.train(withTraining(Samples.PLAIN, 1, 50), IMAGES, 1, 1, epoch -> {})
                .thresholds())
        .isEmpty();
  }

  @Test
  void countsParametersWithThresholds() {
    TrainedModel model =
        Trainer.train(
            withTraining(Samples.PLAIN.prepend(TRAINED), 1, 50), IMAGES, 1, 1, epoch -> {});

    assertThat(model.parameters()).isEqualTo(710_218 + 2 * 784);
    assertThat(model.sha256()).isEqualTo(Sha256.of(model.archive()));
  }

  private static ModelRecipe withTraining(ModelRecipe recipe, int epochs, int batch) {
    return recipe.trainedWith(new TrainingOptions(epochs, batch, 1e-3, 0.1, Loss.CROSS_ENTROPY));
  }

  /** The mean loss of the images before training, with DL4J. */
  private static double initialLoss(ModelRecipe recipe, long weightSeed) {
    return Dl4jTraining.start(recipe, IMAGES, weightSeed).loss();
  }

  private static double accuracy(NetworkClassifier classifier, ImageSet images) {
    int[] predictions =
        Samples.predictions(classifier.logits(Samples.scaled(images), images.size()));
    int correct = 0;
    for (int i = 0; i < images.size(); i++) {
      correct += predictions[i] == images.label(i) ? 1 : 0;
    }
    return (double) correct / images.size();
  }
}
