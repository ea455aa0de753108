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
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** The engine against DL4J's own layers, in float and in double precision. */
class NetworkEngineTest {
  /** An image that is not square, whose sides need different and uneven padding. */
  private static final ImageShape UNEQUAL = new ImageShape(3, 31, 28);

  private static final int COUNT = 3;
  private static final int CAPACITY = 5;
  private static final int[] LABELS = IntStream.range(0, COUNT).toArray();

  static Stream<Arguments> cases() {
    Stream<Arguments> square =
        Stream.of(Samples.GREY, Samples.COLOUR)
            .flatMap(
                shape -> Samples.recipes().stream().map(recipe -> Arguments.of(recipe, shape)));
    Stream<Arguments> unequal =
        Stream.of(Samples.PLAIN, Samples.MLP, Samples.of(Architectures.CNN_SMALL))
            .map(recipe -> Arguments.of(recipe, UNEQUAL));
    return Stream.concat(square, unequal);
  }

  /** What DL4J makes of a batch in one precision. */
  private record Reference(
      List<INDArray> activations, Pair<Gradient, INDArray> gradients, double loss) {
    static Reference of(
        MultiLayerNetwork network, ModelRecipe recipe, float[] images, ImageShape shape) {
      DataType precision = network.params().dataType();
      INDArray targets = Samples.smoothed(LABELS, recipe.training().labelSmoothing(), precision);
      INDArray batch = Samples.batch(images, shape, precision);
      return new Reference(
          network.feedForward(batch, false),
          network.calculateGradients(batch, targets, null, null),
          network.score(new DataSet(batch, targets)));
    }

    double probability(int image, int label) {
      return activations.get(activations.size() - 1).getDouble(image, label);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logitsAndGradientsAreThoseOfDl4j(ModelRecipe recipe, ImageShape shape) {
    MultiLayerNetwork exact = Samples.network(recipe, shape, DataType.DOUBLE, 1);
    MultiLayerNetwork network = Samples.network(recipe, shape, DataType.FLOAT, 1);
    float[] images = Samples.imagesOffThresholds(exact, shape, COUNT);
    List<Reference> references =
        Stream.of(network, exact).map(dl4j -> Reference.of(dl4j, recipe, images, shape)).toList();

    try (NetworkEngine engine =
        new NetworkEngine(network, recipe, shape, Convolution.Purpose.TRAINING, CAPACITY)) {
      float[] logits = engine.logits(images, COUNT).clone();
      TrainingLoss loss = new TrainingLoss(recipe.training(), Samples.CLASSES);
      loss.differentiate(logits, LABELS, COUNT, engine.logitsGradient());
      float[] ofImages = engine.imageGradient(COUNT, GradientWay.EXACT).clone();
      for (Reference reference : references) {
        assertProbabilities(logits, reference);
        assertClose(ofImages, COUNT * shape.size(), reference.gradients().getSecond().div(COUNT));
        assertThat(loss.sum() / COUNT).isCloseTo(reference.loss(), offset(1e-5));
      }

      engine.logits(images, COUNT);
      loss.differentiate(logits, LABELS, COUNT, engine.logitsGradient());
      engine.parameterGradients(COUNT);
      putGradientsInPlaceOfParameters(engine);
      engine.store(network);
      network
          .paramTable()
          .forEach(
              (key, ours) -> {
                if (isTrained(recipe, key)) {
                  for (Reference reference : references) {
                    assertClose(
                        ours.dup('c').data().asFloat(),
                        (int) ours.length(),
                        reference.gradients().getFirst().getGradientFor(key).div(COUNT));
                  }
                }
              });
    }
  }

  private static void assertProbabilities(float[] logits, Reference reference) {
    for (int image = 0; image < COUNT; image++) {
      for (int label = 0; label < Samples.CLASSES; label++) {
        double ours = Logits.probability(logits, image * Samples.CLASSES, Samples.CLASSES, label);
        assertThat(ours).isCloseTo(reference.probability(image, label), offset(1e-5));
      }
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
