package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

class InitializerTest {
  /** The fan-in of conv 8 x 8 x 1, conv 6 x 6 x 64, conv 5 x 5 x 128 and dense 128. */
  private static final List<Integer> FAN_IN = List.of(64, 2304, 3200, 128);

  /** The fan-out: filters times kernel area. */
  private static final List<Integer> FAN_OUT = List.of(4096, 4608, 3200, 10);

  /**
   * The standard deviation of n draws is known to about 1 / sqrt(2 n) of itself: 2 % for the 1,280
   * weights of the last layer.
   */
  @ParameterizedTest
  @CsvSource({"CLEVERHANS_V3, 1", "HE, 2"})
  void normalWeightsHaveTheirVariance(Initialization initialization, double varianceTimesFanIn) {
    MultiLayerNetwork network = drawn(Samples.PLAIN, initialization, 1);

    for (int layer = 0; layer < 4; layer++) {
      double[] weights = weights(network, layer);
      double deviation = Math.sqrt(varianceTimesFanIn / FAN_IN.get(layer));
      assertMoments(weights, deviation, layer);
      double beyond = Arrays.stream(weights).filter(w -> Math.abs(w) > deviation).count();
      assertThat(beyond / weights.length)
          .as("share beyond one standard deviation, 31.7 %% of a normal distribution")
          .isCloseTo(0.317, within(0.05));
    }
  }

  @Test
  void glorotWeightsFillTheirInterval() {
    MultiLayerNetwork network = drawn(Samples.PLAIN, Initialization.GLOROT_UNIFORM, 1);

    for (int layer = 0; layer < 4; layer++) {
      double[] weights = weights(network, layer);
      double bound = Math.sqrt(6.0 / (FAN_IN.get(layer) + FAN_OUT.get(layer)));
      assertThat(Arrays.stream(weights).map(Math::abs).max().getAsDouble())
          .as("largest of layer %d", layer)
          .isBetween(0.99 * bound, bound * (1 + 1e-6));
      assertMoments(weights, bound / Math.sqrt(3), layer);
    }
  }

  @Test
  void cleverhansV2ScalesEachUnitToUnitNorm() {
    MultiLayerNetwork network = drawn(Samples.PLAIN, Initialization.CLEVERHANS_V2, 1);

    for (int layer = 0; layer < 4; layer++) {
      INDArray weights = network.getParam(layer + "_W");
      double[] norms =
          layer == 3 ? weights.norm2(0).toDoubleVector() : weights.norm2(1, 2, 3).toDoubleVector();
      assertThat(norms).as("layer %d", layer).hasSize(layer == 3 ? 10 : layer == 0 ? 64 : 128);
      assertThat(norms).usingComparatorWithPrecision(1e-5).containsOnly(1);
      assertMoments(weights(network, layer), 1 / Math.sqrt(FAN_IN.get(layer)), layer);
    }
  }

  @ParameterizedTest
  @EnumSource(Initialization.class)
  void biasesStayZeroAndWeightsFollowTheSeed(Initialization initialization) {
    MultiLayerNetwork network = drawn(Samples.PLAIN, initialization, 1);
    INDArray parameters = network.params();

    for (int layer = 0; layer < 4; layer++) {
      assertThat(network.getParam(layer + "_b").toDoubleVector()).containsOnly(0);
    }
    assertThat(drawn(Samples.PLAIN, initialization, 1).params()).isEqualTo(parameters);
    assertThat(drawn(Samples.PLAIN, initialization, 2).params()).isNotEqualTo(parameters);
  }

  @Test
  void weightsDoNotDependOnTheQuantizationInFront() {
    ModelRecipe behind =
        Samples.PLAIN.prepend(
            Samples.trained(4, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT));
    MultiLayerNetwork plain = drawn(Samples.PLAIN, Initialization.CLEVERHANS_V3, 3);
    MultiLayerNetwork quantized = drawn(behind, Initialization.CLEVERHANS_V3, 3);

    for (int layer = 0; layer < 4; layer++) {
      assertThat(quantized.getParam((layer + 1) + "_W")).isEqualTo(plain.getParam(layer + "_W"));
    }
    assertThat(quantized.getParam("0_t").getRow(1).toDoubleVector()).containsOnly(0.5);
  }

  /** One row of Java's sequence for each unit, in the order of the flattened image. */
  @Test
  void drawsDenseLayersUnitByUnit() {
    INDArray weights = drawn(Samples.MLP, Initialization.CLEVERHANS_V3, 9).getParam("0_W");
    Random random = new Random(9);

    assertThat(weights.shape()).containsExactly(784, 200);
    for (int unit = 0; unit < 2; unit++) {
      for (int pixel = 0; pixel < 784; pixel++) {
        assertThat(weights.getDouble(pixel, unit))
            .isCloseTo(random.nextGaussian() / 28, within(1e-6));
      }
    }
  }

  @Test
  void drawsFromJavasOwnSequence() {
    Random random = new Random(9);
    double[] weights = weights(drawn(Samples.PLAIN, Initialization.CLEVERHANS_V3, 9), 0);

    for (int i = 0; i < 100; i++) {
      assertThat(weights[i]).isCloseTo(random.nextGaussian() / 8, within(1e-6));
    }
  }

  private static void assertMoments(double[] weights, double deviation, int layer) {
    double mean = Arrays.stream(weights).average().getAsDouble();
    double square = Arrays.stream(weights).map(w -> w * w).sum();
    assertThat(mean)
        .as("mean of layer %d", layer)
        .isCloseTo(0, within(5 * deviation / Math.sqrt(weights.length)));
    assertThat(Math.sqrt(square / weights.length) / deviation)
        .as("standard deviation of layer %d, as a share of what it should be", layer)
        .isCloseTo(1, within(5 / Math.sqrt(2.0 * weights.length)));
  }

  private static double[] weights(MultiLayerNetwork network, int layer) {
    return network.getParam(layer + "_W").dup('c').data().asDouble();
  }

  private static MultiLayerNetwork drawn(
      ModelRecipe recipe, Initialization initialization, long seed) {
    MultiLayerNetwork network =
        (MultiLayerNetwork)
            NetworkDefinition.build(recipe, Samples.GREY, Samples.CLASSES, DataType.FLOAT);
    Initializer.draw(
        NetworkStructure.of(recipe, Samples.GREY, Samples.CLASSES),
        network.paramTable(),
        initialization,
        seed);
    return network;
  }
}
