package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** The engine against DL4J's own layers, in float and in double precision. */
class NetworkEngineTest {
  private static final int COUNT = 3;
  private static final int CAPACITY = 5;

  static Stream<Arguments> cases() {
    return Stream.of(Samples.GREY, Samples.COLOUR)
        .flatMap(
            shape ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .flatMap(
                        precision ->
                            Samples.recipes().stream()
                                .map(recipe -> Arguments.of(recipe, shape, precision))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logitsAndGradientsAreThoseOfDl4j(ModelRecipe recipe, ImageShape shape, DataType precision) {
    MultiLayerNetwork reference = Samples.network(recipe, shape, precision, 1);
    MultiLayerNetwork network = Samples.network(recipe, shape, DataType.FLOAT, 1);
    float[] images = Samples.imagesOffThresholds(recipe, shape, COUNT);
    int[] labels = IntStream.range(0, COUNT).toArray();
    INDArray targets = Samples.smoothed(labels, recipe.training().labelSmoothing(), precision);
    INDArray batch = Samples.batch(images, shape, precision);
    List<INDArray> activations = reference.feedForward(batch, false);
    INDArray probabilities = activations.get(activations.size() - 1);
    Pair<Gradient, INDArray> gradients = reference.calculateGradients(batch, targets, null, null);
    Gradient byParameter = gradients.getFirst();

    try (NetworkEngine engine =
        new NetworkEngine(network, recipe.input(), shape, Convolution.Purpose.TRAINING, CAPACITY)) {
      float[] logits = engine.logits(images, COUNT).clone();
      for (int i = 0; i < COUNT * Samples.CLASSES; i++) {
        double ours =
            Logits.probability(
                logits,
                i / Samples.CLASSES * Samples.CLASSES,
                Samples.CLASSES,
                i % Samples.CLASSES);
        assertThat(ours)
            .isCloseTo(
                probabilities.getDouble(i / Samples.CLASSES, i % Samples.CLASSES), offset(1e-5));
      }
      TrainingLoss loss = new TrainingLoss(recipe.training(), Samples.CLASSES);
      loss.differentiate(logits, labels, COUNT, engine.logitsGradient());
      float[] ofImages = engine.imageGradient(COUNT, GradientWay.EXACT).clone();
      assertClose(ofImages, COUNT * shape.size(), gradients.getSecond().div(COUNT));
      assertThat(loss.sum() / COUNT)
          .isCloseTo(reference.score(new DataSet(batch, targets)), offset(1e-5));

      engine.logits(images, COUNT);
      loss.differentiate(logits, labels, COUNT, engine.logitsGradient());
      engine.parameterGradients(COUNT);
      putGradientsInPlaceOfParameters(engine);
      engine.store(network);
      network
          .paramTable()
          .forEach(
              (key, ours) -> {
                if (isTrained(recipe, key)) {
                  assertClose(
                      ours.dup('c').data().asFloat(),
                      (int) ours.length(),
                      byParameter.getGradientFor(key).div(COUNT));
                }
              });
    }
  }

  private static boolean isTrained(ModelRecipe recipe, String key) {
    if (!key.endsWith("_t")) {
      return true;
    }
    return key.equals("0_t")
        ? recipe.quantizationLayer().orElseThrow().training().trainable()
        : ((ActivationOptions.Quantized) recipe.hidden().activation()).thresholds().trainable();
  }

  private static void putGradientsInPlaceOfParameters(NetworkEngine engine) {
    Stream.of(
            engine.weights().stream(),
            engine.activationThresholds().stream(),
            engine.quantization().map(QuantizationStage::parameters).stream())
        .flatMap(parameters -> parameters)
        .forEach(p -> System.arraycopy(p.gradient(), 0, p.values(), 0, p.values().length));
    engine.parametersChanged();
  }

  private static void assertClose(float[] ours, int length, INDArray theirs) {
    double[] expected = theirs.dup('c').data().asDouble();
    assertThat(expected).hasSize(length);
    double norm = 0;
    double square = 0;
    for (int i = 0; i < length; i++) {
      norm += expected[i] * expected[i];
      square += Math.pow(ours[i] - expected[i], 2);
    }
    assertThat(norm).isPositive();
    assertThat(Math.sqrt(square / norm)).as("relative difference").isLessThan(1e-5);
  }
}
