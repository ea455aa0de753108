package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.layer.BoundedStage;
import org.qusecnets.sweep.network.layer.LayerStage.Wanted;
import org.qusecnets.sweep.network.layer.Pass;
import org.qusecnets.sweep.network.layer.QuantizedStage;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/** The engine's activations against their definitions. */
class ActivationStageTest {
  private static final Pass PASS = Pass.of(Pass.Purpose.EVALUATION, null);

  @Test
  void boundedRectifierKeepsWhatIsBetweenItsBounds() {
    BoundedStage stage = new BoundedStage(1.5, 4, 2);
    float[] values = {-1, 0, 0.25f, 1.5f, 1.25f, 2, Float.NaN, 99};
    float[] gradient = {1, 2, 3, 4, 5, 6, 7, 8};

    stage.forward(values, 2, PASS);
    stage.backward(gradient, 2, GradientPath.EXACT, Wanted.BOTH);

    assertThat(values).containsExactly(0, 0, 0.25f, 1.5f, 1.25f, 1.5f, Float.NaN, 1.5f);
    assertThat(gradient).containsExactly(0, 0, 3, 0, 5, 0, Float.NaN, 0);
  }

  @Test
  void straightThroughABoundedRectifierIsThePlainOne() {
    BoundedStage stage = new BoundedStage(1.5, 4, 1);
    float[] values = {-1, 0.25f, 1.5f, 2};
    float[] gradient = {1, 2, 3, 4};

    stage.forward(values, 1, PASS);
    stage.backward(gradient, 1, GradientPath.STRAIGHT_THROUGH, Wanted.INPUT);

    assertThat(values).containsExactly(0, 0.25f, 1.5f, 1.5f);
    assertThat(gradient).containsExactly(0, 2, 3, 4);
  }

  @Test
  void onlyImagesOfTheBatchAreTouched() {
    BoundedStage stage = new BoundedStage(1, 2, 2);
    float[] values = {2, 2, 2, 2};

    stage.forward(values, 1, PASS);

    assertThat(values).containsExactly(1, 1, 2, 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 700", "3, 1500"})
  void quantizedActivationsAreThoseOfTheFunction(int bits, int units) {
    int count = 3;
    ActivationQuantizationLayer layer = new ActivationQuantizationLayer(Samples.dynamic(bits));
    float[] values = Samples.randomValues(units * count, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 6;
    }
    float[] gradient = Samples.randomValues(values.length, 2);
    try (QuantizedStage stage =
        new QuantizedStage("0", layer.options(), units, Convolution.Purpose.TRAINING, count + 1)) {
      TrainableParameters thresholds = stage.thresholds().findFirst().orElseThrow();
      for (int k = 0; k < thresholds.values().length; k++) {
        thresholds.values()[k] = (float) layer.function().initialThreshold(k) + 0.01f;
      }
      INDArray inputs = Nd4j.createFromArray(values);
      INDArray learned = Nd4j.createFromArray(thresholds.values()).reshape(-1, 1);
      float[] expected = layer.function().quantize(inputs, learned).toFloatVector();
      ThresholdFunction.Gradients gradients =
          layer.function().backward(inputs, learned, Nd4j.createFromArray(gradient));

      stage.forward(values, count, PASS);
      stage.backward(gradient, count, GradientPath.EXACT, Wanted.BOTH);

      assertThat(values).containsExactly(expected, within(1e-6f));
      assertThat(gradient).containsExactly(gradients.inputs().toFloatVector(), within(1e-6f));
      assertThat(thresholds.gradient())
          .containsExactly(gradients.thresholds().toFloatVector(), within(1e-4f));
    }
  }

  @Test
  void thresholdsHaveNoGradientWhereNothingIsTrained() {
    ActivationQuantizationLayer layer = new ActivationQuantizationLayer(Samples.dynamic(1));
    try (QuantizedStage stage =
        new QuantizedStage("0", layer.options(), 2, Convolution.Purpose.EVALUATION, 1)) {
      stage.forward(new float[] {0.1f, -0.3f}, 1, PASS);
      stage.backward(new float[] {1, 1}, 1, GradientPath.EXACT, Wanted.BOTH);

      assertThat(stage.thresholds().findFirst().orElseThrow().gradient()).containsOnly(0f);
    }
  }

  /** exp(2 x) is infinite from 45 on, and tanh(x) rounds to 1 from 9 on. */
  @ParameterizedTest
  @ValueSource(floats = {9, 20, 60, 1e30f, Float.POSITIVE_INFINITY})
  void largeValuesGiveNumbers(float value) {
    ActivationQuantizationLayer layer = new ActivationQuantizationLayer(Samples.dynamic(2));
    try (QuantizedStage stage =
        new QuantizedStage("0", layer.options(), 2, Convolution.Purpose.TRAINING, 1)) {
      float[] values = {value, -value};
      float[] gradient = {1, 1};
      stage.forward(values, 1, PASS);
      stage.backward(gradient, 1, GradientPath.EXACT, Wanted.BOTH);

      assertThat(values).containsExactly(1, -1);
      assertThat(gradient[0]).isBetween(0f, 1e-6f);
      assertThat(gradient[1]).isBetween(0f, 1e-6f);
      if (value < 40) {
        assertThat(gradient).doesNotContain(0f);
      }
    }
  }

  @Test
  void valuesThatAreNoNumbersStayNone() {
    ActivationQuantizationLayer layer = new ActivationQuantizationLayer(Samples.fixed(2));
    try (QuantizedStage stage =
        new QuantizedStage("0", layer.options(), 1, Convolution.Purpose.EVALUATION, 1)) {
      float[] values = {Float.NaN};
      stage.forward(values, 1, PASS);

      assertThat(values).containsExactly(Float.NaN);
    }
  }
}
