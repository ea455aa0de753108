package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

class QuantizationFunctionTest {
  private static final ImageShape ONE_PIXEL = new ImageShape(1, 1, 1);
  private static final ImageShape GREY_LEVELS = new ImageShape(1, 16, 16);

  /** sigma(5) = 0.993307, sigma(5/3) = 0.841131, sigma(2.5) = 0.924142, sigma(10/3) = 0.965555. */
  @ParameterizedTest
  @CsvSource({
    "2, 50, 0.5, 0.5",
    "2, 50, 0.6, 0.993307",
    "2, 50, 0.4, 0.006693",
    "2, 5, 1, 0.924142",
    "2, 5, 0, 0.075858",
    "3, 5, 0.5, 0.5",
    "3, 5, 0.333333333333, 0.329435",
    "3, 5, 1, 0.903343"
  })
  void isTheMeanOfTheSigmoids(int levels, double z, double x, double expected) {
    QuantizationOptions options =
        Samples.trained(levels, z, Sharing.SHARED, Placement.LINEAR, Derivative.EXACT);

    assertThat(quantizePixel(options, x)).isCloseTo(expected, within(1e-6));
  }

  /**
   * Thresholds 0.5 and 1, divided by 1: at 0.6 sigma(0.5) + sigma(-2) = 0.622459 + 0.119203; at 0.9
   * sigma(2) + sigma(-0.5) = 1.258338, clipped.
   */
  @ParameterizedTest
  @CsvSource({"0, 0.082551", "0.6, 0.741662", "0.9, 1", "1, 1"})
  void authorsPlacementAddsAThresholdAtOneAndClips(double x, double expected) {
    QuantizationOptions options =
        Samples.trained(2, 5, Sharing.SHARED, Placement.AUTHORS_CODE, Derivative.EXACT);

    assertThat(quantizePixel(options, x)).isCloseTo(expected, within(1e-6));
  }

  @Test
  void authorsPlacementHasNoGradientWhereItClips() {
    QuantizationOptions options =
        Samples.trained(2, 5, Sharing.SHARED, Placement.AUTHORS_CODE, Derivative.EXACT);
    INDArray thresholds = Nd4j.createFromArray(new double[][] {{0.5}, {1}});
    QuantizationFunction function = new QuantizationFunction(options, ONE_PIXEL);

    ThresholdFunction.Gradients clipped = function.backward(pixel(0.9), thresholds, pixel(1));
    assertThat(clipped.inputs().getDouble(0)).isZero();
    assertThat(clipped.thresholds().toDoubleMatrix())
        .isDeepEqualTo(new double[][] {{-0.0}, {-0.0}});

    ThresholdFunction.Gradients free = function.backward(pixel(0.6), thresholds, pixel(1));
    assertThat(free.inputs().getDouble(0)).isPositive();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void isMonotone(
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other,
      @ForAll @IntRange(min = 2, max = 8) int levels,
      @ForAll @DoubleRange(min = 0.1, max = 200) double z,
      @ForAll Placement placement) {
    QuantizationOptions options =
        Samples.trained(levels, z, Sharing.SHARED, placement, Derivative.EXACT);

    double low = quantizePixel(options, Math.min(one, other));
    double high = quantizePixel(options, Math.max(one, other));

    // Sums of sigmoids carry rounding of a few units in the last place.
    assertThat(low).isBetween(0.0, high + 1e-15);
    assertThat(high).isLessThanOrEqualTo(1);
  }

  /** dy/dt_k = -z/(n-1) s (1-s) at the k-th sigmoid alone, where Eq. 5 as printed sums over all. */
  @Test
  void gradientOfAThresholdIsItsOwnTerm() {
    QuantizationOptions options =
        Samples.trained(3, 5, Sharing.SHARED, Placement.LINEAR, Derivative.EXACT);
    double[] placed = {1 / 3.0, 2 / 3.0};
    INDArray thresholds = Nd4j.createFromArray(placed).reshape(2, 1);
    double x = 0.3;

    INDArray gradient =
        new QuantizationFunction(options, ONE_PIXEL)
            .backward(pixel(x), thresholds, pixel(1))
            .thresholds();

    for (int k = 0; k < 2; k++) {
      double s = NaiveQuantization.sigmoid(5 * (x - placed[k]));
      assertThat(gradient.getDouble(k, 0))
          .as("threshold %d", k)
          .isCloseTo(-5 / 2.0 * s * (1 - s), within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(Derivative.class)
  void constantThresholdsHaveNoGradient(Derivative derivative) {
    QuantizationOptions constant = Samples.constant(2, 50);
    QuantizationOptions options =
        new QuantizationOptions(
            2, 50, constant.training(), constant.sharing(), constant.placement(), derivative);

    ThresholdFunction.Gradients gradients =
        new QuantizationFunction(options, ONE_PIXEL)
            .backward(pixel(0.5), Nd4j.createFromArray(new double[][] {{0.5}}), pixel(1));

    assertThat(gradients.thresholds()).isNull();
    assertThat(gradients.inputs().getDouble(0)).isCloseTo(50 / 4.0, within(1e-12));
  }

  @Test
  void exactDerivativeReachesEveryGreyLevelInFloat() {
    assertThat(slopesByGreyLevel(Derivative.EXACT)).hasSize(256).doesNotContain(0f);
  }

  /**
   * y rounds to 1 in float32 where exp(-50 (x - 0.5)) is at most 2^-24, which is for x of 0.8328
   * and more: grey levels 213 to 255, every white pixel among them.
   */
  @Test
  void saturatingDerivativeIsZeroForBrightPixelsInFloat() {
    float[] slopes = slopesByGreyLevel(Derivative.SATURATING);

    assertThat(Arrays.copyOfRange(slopes, 0, 213)).as("levels 0 to 212").doesNotContain(0f);
    assertThat(Arrays.copyOfRange(slopes, 213, 256)).as("levels 213 to 255").containsOnly(0f);
  }

  private static float[] slopesByGreyLevel(Derivative derivative) {
    QuantizationOptions options =
        Samples.trained(2, 50, Sharing.SHARED, Placement.LINEAR, derivative);
    float[] levels = new float[256];
    for (int level = 0; level < levels.length; level++) {
      levels[level] = level / 255f;
    }
    INDArray images = Samples.batch(levels, GREY_LEVELS, DataType.FLOAT);
    return new QuantizationFunction(options, GREY_LEVELS)
        .backward(images, Nd4j.createFromArray(new float[][] {{0.5f}}), Nd4j.onesLike(images))
        .inputs()
        .dup('c')
        .data()
        .asFloat();
  }

  private static double quantizePixel(QuantizationOptions options, double x) {
    QuantizationFunction function = new QuantizationFunction(options, ONE_PIXEL);
    INDArray thresholds = Nd4j.create(DataType.DOUBLE, options.thresholds(), 1);
    for (int k = 0; k < options.thresholds(); k++) {
      thresholds.putScalar(k, 0, function.initialThreshold(k));
    }
    return function.quantize(pixel(x), thresholds).getDouble(0);
  }

  private static INDArray pixel(double x) {
    return Nd4j.createFromArray(new double[] {x}).reshape(1, 1, 1, 1);
  }
}
