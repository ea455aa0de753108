package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

/** The engine's quantization against the formula in double precision. */
class QuantizationStageTest {
  private static final ImageShape SHAPE = new ImageShape(3, 5, 4);
  private static final int COUNT = 3;
  private static final int CAPACITY = 4;
  private static final double STEP = 1e-6;

  static Stream<Arguments> layers() {
    return Stream.of(2, 3, 16)
        .flatMap(
            levels ->
                Stream.of(5.0, 50.0)
                    .flatMap(
                        z ->
                            Stream.of(Sharing.values())
                                .flatMap(
                                    sharing ->
                                        Stream.of(Placement.values())
                                            .map(
                                                placement ->
                                                    Arguments.of(
                                                        Samples.trained(
                                                            levels,
                                                            z,
                                                            sharing,
                                                            placement,
                                                            Derivative.EXACT))))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void valuesAndGradientsAreThoseOfTheFormula(QuantizationOptions options) {
    NaiveQuantization naive = new NaiveQuantization(options, SHAPE);
    float[] images = Samples.randomImages(SHAPE, COUNT, 1);
    float[] gradient = Samples.randomImages(SHAPE, COUNT, 2);
    try (QuantizationStage stage =
        new QuantizationStage(new QuantizationLayer(options, SHAPE), SHAPE, CAPACITY)) {
      float[] thresholds = stage.parameters().values();
      Random random = new Random(3);
      for (int i = 0; i < thresholds.length; i++) {
        thresholds[i] = random.nextFloat();
      }
      float[] quantized = stage.forward(batchLast(images), COUNT, null);
      float[] imageGradient = stage.backward(batchLast(gradient), COUNT, GradientWay.EXACT);

      double[][] exact = new double[options.thresholds()][naive.cells()];
      for (int i = 0; i < thresholds.length; i++) {
        exact[i / naive.cells()][i % naive.cells()] = thresholds[i];
      }
      double[] thresholdGradient = new double[thresholds.length];
      for (int i = 0; i < images.length; i++) {
        int position = i % SHAPE.size();
        double y = naive.value(images[i], position, exact);
        assertThat((double) quantized[batchLast(i)]).isCloseTo(y, within(2e-6));
        double slope =
            (naive.value(images[i] + STEP, position, exact)
                    - naive.value(images[i] - STEP, position, exact))
                / (2 * STEP);
        assertThat((double) imageGradient[batchLast(i)])
            .isCloseTo(slope * gradient[i], within(1e-4 * options.z()));
        for (int k = 0; k < options.thresholds(); k++) {
          int cell = naive.cell(position);
          double before = exact[k][cell];
          exact[k][cell] = before + STEP;
          double higher = naive.value(images[i], position, exact);
          exact[k][cell] = before - STEP;
          double lower = naive.value(images[i], position, exact);
          exact[k][cell] = before;
          thresholdGradient[k * naive.cells() + cell] +=
              (higher - lower) / (2 * STEP) * gradient[i];
        }
      }
      for (int i = 0; i < thresholdGradient.length; i++) {
        assertThat((double) stage.parameters().gradient()[i])
            .isCloseTo(thresholdGradient[i], within(1e-4 * options.z() * COUNT));
      }
    }
  }

  /** Where the sigmoid is 1 in float32 its exact derivative is small, not zero. */
  @Test
  void exactDerivativeKeepsItsDigitsOnBothSides() {
    float below = gradientOfOnePixel(Derivative.EXACT, 50, 0f);
    float above = gradientOfOnePixel(Derivative.EXACT, 50, 1f);

    double exact = 50 * Math.exp(-25) / Math.pow(1 + Math.exp(-25), 2);
    assertThat((double) below).isCloseTo(exact, within(1e-5 * exact));
    assertThat((double) above).isCloseTo(exact, within(1e-5 * exact));
  }

  @Test
  void saturatingDerivativeIsZeroWhereTheSigmoidIsOneInFloat32() {
    assertThat(gradientOfOnePixel(Derivative.SATURATING, 50, 1f)).isZero();
    assertThat(gradientOfOnePixel(Derivative.SATURATING, 50, 0f)).isPositive();
  }

  /** exp overflows from an argument of 89 on. */
  @ParameterizedTest
  @ValueSource(doubles = {100, 170, 180, 1_000, 10_000})
  void steepLayersGiveNumbers(double z) {
    for (Derivative derivative : Derivative.values()) {
      for (float value : new float[] {0f, 0.49f, 0.5f, 0.51f, 1f}) {
        assertThat(gradientOfOnePixel(derivative, z, value)).isNotNaN().isNotNegative().isFinite();
      }
    }
  }

  /** Boxes of what images can become rest on it, in float32. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 5, 50, 1_000})
  void neverTurnsTheOrderOfValues(double z) {
    ImageShape pixels = new ImageShape(1, 64, 64);
    for (Placement placement : Placement.values()) {
      QuantizationOptions options =
          Samples.trained(4, z, Sharing.SHARED, placement, Derivative.EXACT);
      try (QuantizationStage stage =
          new QuantizationStage(new QuantizationLayer(options, pixels), pixels, 1)) {
        float[] thresholds = {0.7f, 0.2f, 0.21f, 1f};
        System.arraycopy(thresholds, 0, stage.parameters().values(), 0, options.thresholds());
        float[] rising = new float[pixels.size()];
        for (int i = 0; i < rising.length; i++) {
          rising[i] = (float) i / (rising.length - 1);
        }
        float[] quantized = stage.forward(rising, 1, null);
        for (int i = 1; i < rising.length; i++) {
          assertThat(quantized[i]).isGreaterThanOrEqualTo(quantized[i - 1]);
        }
      }
    }
  }

  /** The way back has the derivative of a gentler layer, the way there stays as it is. */
  @Test
  void smoothedGradientsAreThoseOfAGentlerLayer() {
    ImageShape pixels = new ImageShape(1, 2, 2);
    float[] images = {0.1f, 0.45f, 0.5f, 1f};
    QuantizationOptions steep = Samples.constant(3, 50);
    try (QuantizationStage stage =
            new QuantizationStage(new QuantizationLayer(steep, pixels), pixels, 1);
        QuantizationStage gentle =
            new QuantizationStage(
                new QuantizationLayer(Samples.constant(3, 6), pixels), pixels, 1)) {
      for (QuantizationStage each : List.of(stage, gentle)) {
        each.parameters().values()[0] = 1 / 3f;
        each.parameters().values()[1] = 2 / 3f;
      }
      float[] forward = stage.forward(images, 1, null).clone();
      gentle.forward(images, 1, null);
      float[] ones = {1, 1, 1, 1};
      float[] smoothed = stage.backward(ones.clone(), 1, GradientWay.smoothed(6));

      assertThat(smoothed).isEqualTo(gentle.backward(ones.clone(), 1, GradientWay.EXACT));
      assertThat(stage.forward(images, 1, null)).isEqualTo(forward);
      assertThat(gentle.backward(ones.clone(), 1, GradientWay.smoothed(50)))
          .as("nothing is made steeper")
          .isEqualTo(smoothed);
    }
  }

  private static float gradientOfOnePixel(Derivative derivative, double z, float value) {
    ImageShape pixel = new ImageShape(1, 1, 1);
    QuantizationOptions options =
        Samples.trained(2, z, Sharing.SHARED, Placement.LINEAR, derivative);
    try (QuantizationStage stage =
        new QuantizationStage(new QuantizationLayer(options, pixel), pixel, 1)) {
      stage.parameters().values()[0] = 0.5f;
      assertThat(stage.forward(new float[] {value}, 1, null)[0]).isBetween(0f, 1f);
      return stage.backward(new float[] {1f}, 1, GradientWay.EXACT)[0];
    }
  }

  /** From images [channels, height, width] to [height, channels, width, images]. */
  private static float[] batchLast(float[] images) {
    float[] result = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      result[batchLast(i)] = images[i];
    }
    return result;
  }

  private static int batchLast(int index) {
    int image = index / SHAPE.size();
    int column = index % SHAPE.width();
    int row = index / SHAPE.width() % SHAPE.height();
    int channel = index / SHAPE.width() / SHAPE.height() % SHAPE.channels();
    return ((row * SHAPE.channels() + channel) * SHAPE.width() + column) * COUNT + image;
  }
}
