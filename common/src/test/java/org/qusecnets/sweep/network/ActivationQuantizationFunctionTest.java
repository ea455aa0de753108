package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ActivationQuantizationFunctionTest {
  private static final double STEP = 1e-6;

  /** tanh of these is -0.964, -0.462, -0.197, 0, 0.197, 0.380, 0.762, 0.964. */
  private static final double[] INPUTS = {-2, -0.5, -0.2, 0, 0.2, 0.4, 1, 2};

  @Test
  void oneBitIsTheSign() {
    assertThat(quantized(1, INPUTS)).containsExactly(-1, -1, -1, -1, 1, 1, 1, 1);
  }

  /** Thresholds -2/3, 0 and 2/3. */
  @Test
  void twoBitsAreFourValues() {
    double third = 1 / 3.0;
    assertThat(quantized(2, INPUTS))
        .containsExactly(
            new double[] {-1, -third, -third, -third, third, third, 1, 1}, within(1e-15));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void withoutLearningTheNearestOfEvenlySpacedValuesIsTaken(int bits) {
    int intervals = (1 << bits) - 1;
    double[] inputs = random(500, 1).muli(3).toDoubleVector();

    double[] values = quantized(bits, inputs);

    for (int i = 0; i < inputs.length; i++) {
      double nearest = Math.rint((Math.tanh(inputs[i]) + 1) / 2 * intervals);
      assertThat(values[i]).isCloseTo(2 * nearest / intervals - 1, within(1e-12));
    }
  }

  @Test
  void movedThresholdsMoveTheSteps() {
    INDArray values =
        function(2)
            .quantize(
                Nd4j.createFromArray(INPUTS), Nd4j.createFromArray(0.5, -0.3, 0.3).reshape(3, 1));

    double third = 1 / 3.0;
    assertThat(values.toDoubleVector())
        .containsExactly(new double[] {-1, -1, -third, -third, -third, third, 1, 1}, within(1e-15));
  }

  @Test
  void gradientOfInputsIsThatOfTanh() {
    double[] inputs = random(50, 2).toDoubleVector();
    INDArray losses = random(50, 3);
    INDArray thresholds = Nd4j.createFromArray(0.5, -0.3, 0.3).reshape(3, 1);

    double[] found =
        function(2)
            .backward(Nd4j.createFromArray(inputs), thresholds, losses)
            .inputs()
            .toDoubleVector();

    for (int i = 0; i < inputs.length; i++) {
      double slope = (Math.tanh(inputs[i] + STEP) - Math.tanh(inputs[i] - STEP)) / (2 * STEP);
      assertThat(found[i]).isCloseTo(losses.getDouble(i) * slope, within(1e-8));
    }
  }

  /** What goes straight through and what thresholds get are the gradients of one function. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void rampsOfThresholdsWhereTheyStartAreTheIdentity(int bits) {
    double[] thresholds = start(bits);
    for (double tangent = -0.99; tangent < 1; tangent += 0.02) {
      assertThat(ramps(tangent, thresholds)).isCloseTo(tangent, within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "1, 0.3", "2, 0.3", "3, 0.3"})
  void gradientOfThresholdsIsThatOfRamps(int bits, double moved) {
    double[] thresholds = start(bits);
    Random random = new Random(4);
    for (int k = 0; k < thresholds.length; k++) {
      thresholds[k] += moved * (2 * random.nextDouble() - 1);
    }
    double[] inputs = random(400, 5).toDoubleVector();
    INDArray losses = random(400, 6);

    double[] found =
        function(bits)
            .backward(
                Nd4j.createFromArray(inputs),
                Nd4j.createFromArray(thresholds).reshape(-1, 1),
                losses)
            .thresholds()
            .toDoubleVector();

    for (int k = 0; k < thresholds.length; k++) {
      double before = thresholds[k];
      thresholds[k] = before + STEP;
      double above = loss(inputs, thresholds, losses);
      thresholds[k] = before - STEP;
      double below = loss(inputs, thresholds, losses);
      thresholds[k] = before;
      assertThat(found[k])
          .as("threshold %d", k)
          .isCloseTo((above - below) / (2 * STEP), within(1e-6));
      assertThat(Math.abs(found[k])).isGreaterThan(0.01);
    }
  }

  private static double loss(double[] inputs, double[] thresholds, INDArray losses) {
    double loss = 0;
    for (int i = 0; i < inputs.length; i++) {
      loss += losses.getDouble(i) * ramps(Math.tanh(inputs[i]), thresholds);
    }
    return loss;
  }

  /** The staircase with a ramp as wide as it is high in place of each step. */
  private static double ramps(double tangent, double[] thresholds) {
    double height = 2.0 / thresholds.length;
    return Arrays.stream(thresholds)
            .map(t -> Math.min(1, Math.max(0, (tangent - t) / height + 0.5)) * height)
            .sum()
        - 1;
  }

  @Test
  void constantThresholdsHaveNoGradient() {
    assertThat(
            new ActivationQuantizationFunction(Samples.fixed(1))
                .backward(random(3, 1), Nd4j.zeros(1, 1), random(3, 2))
                .thresholds())
        .isNull();
  }

  private static double[] quantized(int bits, double[] inputs) {
    return function(bits)
        .quantize(Nd4j.createFromArray(inputs), Nd4j.createFromArray(start(bits)).reshape(-1, 1))
        .toDoubleVector();
  }

  private static double[] start(int bits) {
    double[] thresholds = new double[(1 << bits) - 1];
    Arrays.setAll(thresholds, function(bits)::initialThreshold);
    return thresholds;
  }

  private static ActivationQuantizationFunction function(int bits) {
    return new ActivationQuantizationFunction(Samples.dynamic(bits));
  }

  private static INDArray random(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    Arrays.setAll(values, i -> random.nextGaussian());
    return Nd4j.createFromArray(values);
  }
}
