package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdOptimizer;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Steps of {@link Trainer} against the same steps of DL4J's own {@code fit}. */
class TrainerStepsTest {
  private static final ImageSet IMAGES = Samples.brightnessClasses(Samples.GREY, 10, 1);
  private static final long SEED = 5;
  private static final List<?> NORMALIZED =
      List.of(
          Map.of("conv", 6, "kernel", 5, "stride", 2),
          "batch-norm",
          "relu",
          Map.of("max-pool", 2),
          Map.of("depthwise-conv", 1, "kernel", 3),
          Map.of("batch-norm", 1e-3, "decay", 0.8),
          "tanh",
          Map.of("average-pool", 2),
          Map.of("dense", 20),
          "elu");

  static Stream<Arguments> cases() {
    return Arrays.stream(Loss.values())
        .flatMap(
            loss ->
                Stream.of(
                        Samples.PLAIN,
                        Samples.PLAIN.prepend(layer(ThresholdOptimizer.ADAM, 1e-3)),
                        Samples.PLAIN.prepend(layer(ThresholdOptimizer.SGD, 0.1)),
                        Samples.MLP,
                        Samples.MLP.prepend(layer(ThresholdOptimizer.ADAM, 1e-3)),
                        Samples.MLP.with(new ActivationOptions.Bounded(1)),
                        Samples.MLP.with(quantized(ThresholdOptimizer.ADAM, 1e-3)),
                        Samples.MLP.with(quantized(ThresholdOptimizer.SGD, 0.1)),
                        NetworkSamples.recipe("pools and normalisation", NORMALIZED))
                    .flatMap(
                        recipe ->
                            Stream.of(1, 10).map(steps -> Arguments.of(recipe, loss, steps))));
  }

  private static ActivationOptions quantized(ThresholdOptimizer optimizer, double learningRate) {
    return new ActivationOptions.Quantized(1, ThresholdTraining.trained(optimizer, learningRate));
  }

  private static QuantizationOptions layer(ThresholdOptimizer optimizer, double learningRate) {
    return new QuantizationOptions(
        3,
        5,
        ThresholdTraining.trained(optimizer, learningRate),
        Sharing.PER_CHANNEL,
        Placement.LINEAR,
        Derivative.EXACT);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsAreThoseOfDl4j(ModelRecipe kind, Loss loss, int steps) {
    // One batch of all images, so that their order makes no difference but in rounding.
    ModelRecipe recipe =
        kind.trainedWith(new TrainingOptions(steps, IMAGES.size(), 1e-3, 0.1, loss));
    Dl4jTraining dl4j = Dl4jTraining.start(recipe, IMAGES, SEED);
    Map<String, INDArray> start = new TreeMap<>();
    dl4j.network().paramTable().forEach((key, values) -> start.put(key, values.dup()));
    MultiLayerNetwork theirs = dl4j.fit(steps, IMAGES.size()).network();

    TrainedModel model = Trainer.train(recipe, IMAGES, SEED, 1, epoch -> {});

    MultiLayerNetwork ours = (MultiLayerNetwork) ModelArchive.read(model.archive());
    for (String key : start.keySet()) {
      INDArray before = start.get(key);
      INDArray expected = theirs.getParam(key).sub(before);
      INDArray difference = ours.getParam(key).sub(before).sub(expected);
      assertThat(difference.norm2Number().doubleValue())
          .as("%s: difference of %d steps", key, steps)
          .isLessThan(1e-3 * expected.norm2Number().doubleValue());
    }
  }
}
