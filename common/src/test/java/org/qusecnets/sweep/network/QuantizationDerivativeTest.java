package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;

/** Values and derivatives in double precision against {@link NaiveQuantization}. */
class QuantizationDerivativeTest {
  private static final ImageShape SHAPE = new ImageShape(2, 3, 4);
  private static final int COUNT = 3;
  private static final double STEP = 1e-6;

  private final Random random = new Random(3);

  static Stream<QuantizationOptions> layers() {
    return Samples.layers().stream()
        .flatMap(
            layer -> Arrays.stream(Derivative.values()).map(derivative -> with(layer, derivative)));
  }

  private static QuantizationOptions with(QuantizationOptions layer, Derivative derivative) {
    return new QuantizationOptions(
        layer.levels(),
        layer.z(),
        layer.training(),
        layer.sharing(),
        layer.placement(),
        derivative);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void thresholdsStartWhereTheNaiveOnesAre(QuantizationOptions options) {
    QuantizationFunction function = new QuantizationFunction(options, SHAPE);
    double[][] placed = new NaiveQuantization(options, SHAPE).placed();

    assertThat(options.thresholds()).isEqualTo(placed.length);
    assertThat(function.cells()).isEqualTo(placed[0].length);
    for (int k = 0; k < placed.length; k++) {
      assertThat(function.initialThreshold(k)).isEqualTo(placed[k][0]);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesAreThoseOfEquation1(QuantizationOptions options) {
    NaiveQuantization naive = new NaiveQuantization(options, SHAPE);
    double[] images = randomValues(COUNT * SHAPE.size());
    double[][] thresholds = shifted(naive.placed());

    INDArray quantized =
        new QuantizationFunction(options, SHAPE)
            .quantize(shaped(images), Nd4j.createFromArray(thresholds));

    assertThat(quantized.shape()).containsExactly(COUNT, 2, 3, 4);
    assertThat(quantized.dup('c').data().asDouble())
        .containsExactly(naive.values(images, thresholds), within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsAreThoseOfFiniteDifferences(QuantizationOptions options) {
    NaiveQuantization naive = new NaiveQuantization(options, SHAPE);
    double[] images = randomValues(COUNT * SHAPE.size());
    double[] losses = randomValues(COUNT * SHAPE.size());
    double[][] thresholds = shifted(naive.placed());

    ThresholdFunction.Gradients gradients =
        new QuantizationFunction(options, SHAPE)
            .backward(shaped(images), Nd4j.createFromArray(thresholds), shaped(losses));

    double[] ofImages = gradients.inputs().dup('c').data().asDouble();
    for (int i = 0; i < images.length; i++) {
      assertThat(ofImages[i])
          .as("value %d", i)
          .isCloseTo(
              difference(images, i, () -> loss(naive.values(images, thresholds), losses)),
              within(1e-6));
    }
    if (options.training().trainable()) {
      double[][] ofThresholds = gradients.thresholds().toDoubleMatrix();
      assertThat(ofThresholds).hasDimensions(thresholds.length, thresholds[0].length);
      for (int k = 0; k < thresholds.length; k++) {
        for (int cell = 0; cell < thresholds[k].length; cell++) {
          assertThat(ofThresholds[k][cell])
              .as("threshold %d of cell %d", k, cell)
              .isCloseTo(
                  difference(
                      thresholds[k], cell, () -> loss(naive.values(images, thresholds), losses)),
                  within(1e-6));
        }
      }
    }
  }

  private static double difference(double[] values, int index, DoubleSupplier loss) {
    double before = values[index];
    values[index] = before + STEP;
    double above = loss.getAsDouble();
    values[index] = before - STEP;
    double below = loss.getAsDouble();
    values[index] = before;
    return (above - below) / (2 * STEP);
  }

  private static double loss(double[] values, double[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }

  private double[] randomValues(int length) {
    return random.doubles(length).toArray();
  }

  /** Different thresholds in every cell, so that none passes for another. */
  private double[][] shifted(double[][] thresholds) {
    for (double[] row : thresholds) {
      for (int cell = 0; cell < row.length; cell++) {
        row[cell] += 0.1 * (random.nextDouble() - 0.5);
      }
    }
    return thresholds;
  }

  private static INDArray shaped(double[] images) {
    return Nd4j.createFromArray(images)
        .reshape('c', -1, SHAPE.channels(), SHAPE.height(), SHAPE.width());
  }
}
