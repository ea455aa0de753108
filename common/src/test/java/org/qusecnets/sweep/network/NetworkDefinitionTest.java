package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

class NetworkDefinitionTest {
  /** 8 8 64 + 64, 6 6 64 128 + 128, 5 5 128 128 + 128 and 128 10 + 10: the paper's total. */
  private static final long GREY_PARAMETERS = 710_218;

  /** As above with 8 8 3 64 in the first and, behind 2 x 2 positions, 4 128 10 in the last. */
  private static final long COLOUR_PARAMETERS = 722_250;

  @Test
  void hasAsManyParametersAsThePapers() {
    assertThat(built(Samples.PLAIN, Samples.GREY).numParams()).isEqualTo(GREY_PARAMETERS);
    assertThat(built(Samples.PLAIN, Samples.COLOUR).numParams()).isEqualTo(COLOUR_PARAMETERS);
  }

  static Stream<Arguments> thresholds() {
    return Stream.of(
        Arguments.of(Sharing.PER_PIXEL, Placement.LINEAR, 3 * 784, 3 * 3072),
        Arguments.of(Sharing.PER_CHANNEL, Placement.LINEAR, 3, 3 * 3),
        Arguments.of(Sharing.SHARED, Placement.LINEAR, 3, 3),
        Arguments.of(Sharing.PER_PIXEL, Placement.AUTHORS_CODE, 4 * 784, 4 * 3072),
        Arguments.of(Sharing.SHARED, Placement.AUTHORS_CODE, 4, 4));
  }

  @ParameterizedTest
  @MethodSource("thresholds")
  void quantizationAddsItsThresholds(
      Sharing sharing, Placement placement, int inGrey, int inColour) {
    ModelRecipe recipe =
        Samples.PLAIN.prepend(Samples.trained(4, 5, sharing, placement, Derivative.EXACT));

    assertThat(built(recipe, Samples.GREY).numParams()).isEqualTo(GREY_PARAMETERS + inGrey);
    assertThat(built(recipe, Samples.COLOUR).numParams()).isEqualTo(COLOUR_PARAMETERS + inColour);
  }

  @Test
  void layersHaveThePapersShapes() {
    assertThat(activationShapes(Samples.PLAIN, Samples.GREY))
        .containsExactly(
            List.of(2L, 1L, 28L, 28L),
            List.of(2L, 64L, 14L, 14L),
            List.of(2L, 128L, 5L, 5L),
            List.of(2L, 128L, 1L, 1L),
            List.of(2L, 10L));
    assertThat(activationShapes(Samples.PLAIN, Samples.COLOUR))
        .containsExactly(
            List.of(2L, 3L, 32L, 32L),
            List.of(2L, 64L, 16L, 16L),
            List.of(2L, 128L, 6L, 6L),
            List.of(2L, 128L, 2L, 2L),
            List.of(2L, 10L));
  }

  @Test
  void mlpFlattensItsImages() {
    assertThat(activationShapes(Samples.MLP, Samples.GREY))
        .containsExactly(
            List.of(2L, 1L, 28L, 28L), List.of(2L, 200L), List.of(2L, 200L), List.of(2L, 10L));
    assertThat(activationShapes(Samples.MLP.prepend(Samples.constant(3, 50)), Samples.COLOUR))
        .containsExactly(
            List.of(2L, 3L, 32L, 32L),
            List.of(2L, 3L, 32L, 32L),
            List.of(2L, 200L),
            List.of(2L, 200L),
            List.of(2L, 10L));
    assertThat(built(Samples.MLP, Samples.GREY).numParams())
        .isEqualTo(784 * 200 + 200 + 200 * 200 + 200 + 200 * 10 + 10);
  }

  static Stream<Arguments> architectures() {
    return Stream.of(
        Arguments.of(Architectures.PAPER_CNN, GREY_PARAMETERS, COLOUR_PARAMETERS),
        Arguments.of(Architectures.MLP_200_200, 199_210, 656_810),
        // Summed by hand, layer by layer.
        Arguments.of(Architectures.CNN_SMALL, 166_406, 214_918),
        Arguments.of(Architectures.CNN_LARGE, 1_974_762, 2_466_858));
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void layersAndEstimatesAgreeOnParametersAndValues(
      Architecture architecture, long inGrey, long inColour) {
    ModelRecipe recipe = Samples.of(architecture);

    for (ImageShape shape : List.of(Samples.GREY, Samples.COLOUR)) {
      long parameters = shape.equals(Samples.GREY) ? inGrey : inColour;
      assertThat(built(recipe, shape).numParams()).isEqualTo(parameters);
      assertThat(architecture.parameters(shape, Samples.CLASSES)).isEqualTo(parameters);
      long values =
          activationShapes(recipe, shape).stream()
              .mapToLong(activations -> activations.stream().reduce(1L, Math::multiplyExact) / 2)
              .sum();
      assertThat(architecture.values(shape, Samples.CLASSES)).isEqualTo(values - shape.size());
    }
  }

  @Test
  void multiplicationsOfThePapersNetwork() {
    assertThat(Architectures.PAPER_CNN.multiplications(Samples.GREY, Samples.CLASSES))
        .isEqualTo(14 * 14 * 64 * 64 + 5 * 5 * 128 * 6 * 6 * 64 + 128 * 5 * 5 * 128 + 1280);
  }

  @Test
  void quantizationStandsInFrontAndKeepsTheShape() {
    ModelRecipe recipe = Samples.PLAIN.prepend(Samples.constant(3, 50));

    assertThat(activationShapes(recipe, Samples.COLOUR))
        .hasSize(6)
        .startsWith(List.of(2L, 3L, 32L, 32L), List.of(2L, 3L, 32L, 32L))
        .endsWith(List.of(2L, 128L, 2L, 2L), List.of(2L, 10L));
  }

  @Test
  void activationsHaveTheirThresholdsBehindEachHiddenLayer() {
    ActivationOptions bounded = new ActivationOptions.Bounded(1);

    assertThat(built(Samples.PLAIN.with(bounded), Samples.GREY).numParams())
        .isEqualTo(GREY_PARAMETERS);
    assertThat(built(Samples.PLAIN.with(Samples.fixed(2)), Samples.GREY).numParams())
        .isEqualTo(GREY_PARAMETERS + 3 * 3);
    assertThat(built(Samples.PLAIN.with(Samples.dynamic(4)), Samples.GREY).numParams())
        .isEqualTo(GREY_PARAMETERS + 3 * 15);
    assertThat(activationShapes(Samples.MLP.with(Samples.dynamic(1)), Samples.GREY))
        .containsExactly(
            List.of(2L, 1L, 28L, 28L),
            List.of(2L, 200L),
            List.of(2L, 200L),
            List.of(2L, 200L),
            List.of(2L, 200L),
            List.of(2L, 10L));
  }

  @Test
  void activationsAreBehindHiddenLayersOnly() {
    INDArray images =
        Samples.batch(Samples.randomImages(Samples.GREY, 2, 3), Samples.GREY, DataType.DOUBLE);
    List<INDArray> bounded = activations(new ActivationOptions.Bounded(0.25), images);
    List<INDArray> quantized = activations(Samples.fixed(1), images);

    for (int layer = 1; layer <= 3; layer++) {
      assertThat(bounded.get(layer).maxNumber().doubleValue()).isEqualTo(0.25);
      assertThat(bounded.get(layer).minNumber().doubleValue()).isZero();
      assertThat(quantized.get(2 * layer).dup('c').data().asDouble()).containsOnly(-1, 1);
    }
    for (List<INDArray> activations : List.of(bounded, quantized)) {
      assertThat(activations.get(activations.size() - 1).sumNumber().doubleValue())
          .as("sum of both images' probabilities")
          .isCloseTo(2, within(1e-9));
    }
  }

  private static List<INDArray> activations(ActivationOptions options, INDArray images) {
    return Samples.network(Samples.PLAIN.with(options), Samples.GREY, DataType.DOUBLE, 1)
        .feedForward(images, false);
  }

  @Test
  void outputsAreProbabilities() {
    MultiLayerNetwork network = Samples.network(Samples.PLAIN, Samples.GREY, DataType.DOUBLE, 5);
    INDArray output =
        network.output(
            Samples.batch(Samples.randomImages(Samples.GREY, 3, 4), Samples.GREY, DataType.DOUBLE));

    assertThat(output.sum(1).toDoubleVector())
        .as("sums of each image's probabilities")
        .hasSize(3)
        .usingComparatorWithPrecision(1e-12)
        .containsOnly(1);
    assertThat(output.minNumber().doubleValue()).isPositive();
  }

  @Test
  void weightsAreZeroAndThresholdsPlacedUntilDrawn() {
    MultiLayerNetwork network =
        built(
            Samples.PLAIN.prepend(
                Samples.trained(4, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT)),
            Samples.GREY);

    INDArray thresholds = network.getParam("0_t");
    for (int k = 0; k < 3; k++) {
      assertThat(thresholds.getRow(k).meanNumber().doubleValue())
          .as("threshold %d", k)
          .isCloseTo((k + 1) / 4.0, within(1e-6));
    }
    double sum = thresholds.sumNumber().doubleValue();
    assertThat(network.params().norm1Number().doubleValue())
        .as("sum of all parameters' sizes is that of the thresholds")
        .isCloseTo(sum, within(1e-3));
  }

  private static MultiLayerNetwork built(ModelRecipe recipe, ImageShape shape) {
    return (MultiLayerNetwork)
        NetworkDefinition.build(recipe, shape, Samples.CLASSES, DataType.FLOAT);
  }

  /** The shapes of a batch of two images on its way through the layers. */
  private static List<List<Long>> activationShapes(ModelRecipe recipe, ImageShape shape) {
    INDArray images = Samples.batch(Samples.randomImages(shape, 2, 3), shape, DataType.FLOAT);
    return built(recipe, shape).feedForward(images, false).stream()
        .map(activation -> Arrays.stream(activation.shape()).boxed().toList())
        .toList();
  }
}
