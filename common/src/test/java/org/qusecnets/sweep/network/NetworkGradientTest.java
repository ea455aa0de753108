package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Gradients of the DL4J network in double precision against finite differences of its score. */
class NetworkGradientTest {
  private static final int[] LABELS = {3, 8};
  private static final int SAMPLES = 6;

  /** Small enough for few ReLUs to change side in between. */
  private static final double STEP = 1e-6;

  /** What rounding of the score, divided by the step, leaves. */
  private static final double ROUNDING = 2e-9;

  private final Random random = new Random(17);

  static Stream<ModelRecipe> recipes() {
    return Arrays.stream(Loss.values())
        .map(loss -> Samples.PLAIN.trainedWith(TrainingOptions.defaults().with(loss)))
        .flatMap(
            recipe ->
                Stream.concat(
                    Stream.of(
                        recipe,
                        Samples.MLP.trainedWith(recipe.training()),
                        recipe.with(new ActivationOptions.Bounded(0.5))),
                    Arrays.stream(Sharing.values())
                        .map(
                            sharing ->
                                recipe.prepend(
                                    Samples.trained(
                                        3, 5, sharing, Placement.LINEAR, Derivative.EXACT)))));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void gradientsAreThoseOfFiniteDifferences(ModelRecipe recipe) {
    MultiLayerNetwork network = Samples.network(recipe, Samples.GREY, DataType.DOUBLE, 1);
    INDArray images =
        Samples.batch(
            Samples.randomImages(Samples.GREY, LABELS.length, 2), Samples.GREY, DataType.DOUBLE);
    INDArray targets =
        Samples.smoothed(LABELS, recipe.training().labelSmoothing(), DataType.DOUBLE);
    Pair<Gradient, INDArray> gradients = network.calculateGradients(images, targets, null, null);
    DataSet batch = new DataSet(images, targets);

    for (Map.Entry<String, INDArray> parameter : network.paramTable().entrySet()) {
      INDArray gradient = gradients.getFirst().getGradientFor(parameter.getKey());
      assertSampleIsRight(network, batch, parameter.getValue(), gradient, parameter.getKey());
    }
    assertSampleIsRight(network, batch, images, gradients.getSecond(), "images");
  }

  /** DL4J's gradients are of the sum over the images, its score is their mean. */
  private void assertSampleIsRight(
      MultiLayerNetwork network, DataSet batch, INDArray values, INDArray gradient, String name) {
    List<Double> sizes = new ArrayList<>();
    for (int sample = 0; sample < SAMPLES; sample++) {
      long[] index = Arrays.stream(values.shape()).map(this::below).toArray();
      double before = values.getDouble(index);
      values.putScalar(index, before + STEP);
      double above = network.score(batch);
      values.putScalar(index, before - STEP);
      double below = network.score(batch);
      values.putScalar(index, before);
      double expected = (above - below) / (2 * STEP) * LABELS.length;
      double found = gradient.getDouble(index);
      sizes.add(Math.abs(found));
      assertThat(found)
          .as("%s at %s", name, Arrays.toString(index))
          .isCloseTo(expected, within(1e-5 * Math.abs(expected) + ROUNDING));
    }
    assertThat(sizes).as("sampled gradients of %s", name).anyMatch(size -> size > 100 * ROUNDING);
  }

  private long below(long bound) {
    return random.nextInt((int) bound);
  }
}
