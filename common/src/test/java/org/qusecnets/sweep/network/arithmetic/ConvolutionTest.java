package org.qusecnets.sweep.network.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.arithmetic.Convolution.Purpose;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Reach;

/** Both ways to convolve against the definition in double precision. */
class ConvolutionTest {
  @Provide
  Arbitrary<ConvolutionGeometry> patchGeometries() {
    return Geometries.any();
  }

  @Provide
  Arbitrary<ConvolutionGeometry> depthwiseGeometries() {
    return Geometries.depthwise();
  }

  @Provide
  Arbitrary<ConvolutionGeometry> winogradGeometries() {
    Arbitrary<Integer> outputs = Arbitraries.integers().between(2, 7);
    Arbitrary<Integer> strides = Arbitraries.integers().between(1, 3);
    Arbitrary<Integer> taps = Arbitraries.integers().between(2, ToomCook.MOST_TAPS);
    Arbitrary<Integer> channels = Arbitraries.integers().between(16, 19);
    Arbitrary<Integer> filters = Arbitraries.integers().between(1, 5);
    return Combinators.combine(outputs, outputs, strides, taps, channels, filters)
        .as(
            (rows, columns, stride, tap, channel, filter) ->
                new ConvolutionGeometry(
                    stride * (rows + tap - 1),
                    stride * (columns + tap - 1),
                    channel,
                    stride * tap,
                    stride,
                    0,
                    filter));
  }

  static ConvolutionGeometry[] geometriesOfTheNetwork() {
    return new ConvolutionGeometry[] {
      new ConvolutionGeometry(28, 28, 1, 8, 2, 3, 64),
      new ConvolutionGeometry(14, 14, 64, 6, 2, 0, 128),
      new ConvolutionGeometry(5, 5, 128, 5, 1, 0, 128),
      new ConvolutionGeometry(1, 1, 128, 1, 1, 0, 10),
      new ConvolutionGeometry(32, 32, 3, 8, 2, 3, 64),
      new ConvolutionGeometry(16, 16, 64, 6, 2, 0, 128),
      new ConvolutionGeometry(6, 6, 128, 5, 1, 0, 128),
      new ConvolutionGeometry(2, 2, 128, 2, 1, 0, 10),
      new ConvolutionGeometry(12, 12, 16, 3, 1, 1, 16),
      new ConvolutionGeometry(12, 12, 16, 4, 2, 1, 16),
      ConvolutionGeometry.ofWhole(7, 9, 3, 20)
    };
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void patchesGiveTheConvolution(
      @ForAll("patchGeometries") ConvolutionGeometry geometry,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll long seed) {
    try (Convolution convolution = new PatchConvolution(geometry, Purpose.TRAINING, 6)) {
      compare(convolution, geometry, count, seed);
    }
  }

  @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
  void patchesThatAreNotKeptAreUnfoldedAgain(
      @ForAll("patchGeometries") ConvolutionGeometry geometry,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll long seed) {
    try (Convolution convolution = new PatchConvolution(geometry, Purpose.TRAINING, 6, 0)) {
      compare(convolution, geometry, count, seed);
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void channelsByThemselvesGiveTheConvolution(
      @ForAll("depthwiseGeometries") ConvolutionGeometry geometry,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll long seed) {
    try (Convolution convolution = Convolution.of(geometry, Purpose.TRAINING, 6)) {
      compare(convolution, geometry, count, seed);
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void pointsGiveTheConvolution(
      @ForAll("winogradGeometries") ConvolutionGeometry geometry,
      @ForAll @IntRange(min = 1, max = 6) int count,
      @ForAll long seed) {
    assertThat(WinogradConvolution.suits(geometry, 6)).isTrue();
    try (Convolution convolution = new WinogradConvolution(geometry, Purpose.TRAINING, 6)) {
      compare(convolution, geometry, count, seed);
    }
  }

  @Test
  void pointsAreNoWayForWhatNoArrayHolds() {
    // 248 x 248 products of 64 x 64 weights, more than 2^26.
    assertThat(WinogradConvolution.suits(new ConvolutionGeometry(150, 150, 64, 3, 1, 0, 64), 16))
        .isFalse();
    // 2 x 2 phases of 64 channels at 9 x 9 points: 20,736 values of an image.
    ConvolutionGeometry ofThePaper = new ConvolutionGeometry(14, 14, 64, 6, 2, 0, 128);
    assertThat(WinogradConvolution.suits(ofThePaper, Integer.MAX_VALUE / 20_736)).isTrue();
    assertThat(WinogradConvolution.suits(ofThePaper, Integer.MAX_VALUE / 20_736 + 1)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("geometriesOfTheNetwork")
  void theNetworksConvolutionsAreRightForEveryNumberOfImages(ConvolutionGeometry geometry) {
    try (Convolution convolution = Convolution.of(geometry, Purpose.TRAINING, 7)) {
      // More numbers than are kept prepared, and some again.
      for (int count : new int[] {7, 1, 2, 3, 5, 7, 1}) {
        compare(convolution, geometry, count, count);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("geometriesOfTheNetwork")
  void forEvaluationNothingButTheMemoryDiffers(ConvolutionGeometry geometry) {
    int count = 4;
    float[] weights = Samples.randomValues(geometry.filters() * geometry.patchSize(), 1);
    float[] input = Samples.randomValues(geometry.inputSize() * count, 2);
    float[] upstream = Samples.randomValues(geometry.outputSize() * count, 3);
    float[][] outputs = new float[2][geometry.outputSize() * count];
    float[][] gradients = new float[2][geometry.inputSize() * count];

    for (Purpose purpose : Purpose.values()) {
      try (Convolution convolution = Convolution.of(geometry, purpose, count)) {
        int which = purpose == Purpose.TRAINING ? 0 : 1;
        convolution.weightsChanged(weights);
        convolution.forward(input, outputs[which], count);
        convolution.outputGradient(upstream, count);
        convolution.inputGradient(gradients[which], count);
      }
    }

    assertThat(outputs[1]).containsExactly(outputs[0]);
    assertThat(gradients[1]).containsExactly(gradients[0]);
  }

  private static void compare(
      Convolution convolution, ConvolutionGeometry geometry, int count, long seed) {
    float[] weights = Samples.randomValues(geometry.filters() * geometry.patchSize(), seed);
    float[] input = Samples.randomValues(geometry.inputSize() * count, seed + 1);
    float[] upstream = Samples.randomValues(geometry.outputSize() * count, seed + 2);
    float[] output = new float[upstream.length];
    float[] weightGradient = new float[weights.length];
    float[] inputGradient = Samples.randomValues(input.length, seed + 3);
    NaiveConvolution naive =
        new NaiveConvolution(geometry, convolution, weights, input, upstream, count);

    convolution.weightsChanged(weights);
    convolution.forward(input, output, count);
    convolution.outputGradient(upstream, count);
    convolution.weightGradient(weightGradient, count);
    convolution.inputGradient(inputGradient, count);

    assertClose(output, naive.output);
    assertClose(weightGradient, naive.weightGradient);
    assertClose(inputGradient, naive.inputGradient);
  }

  /**
   * A sum of products is as exact as its products are large: where they cancel, an error relative
   * to the sum itself has no bound.
   */
  private static void assertClose(float[] ours, Sums exact) {
    double norm = 0;
    double square = 0;
    for (int i = 0; i < ours.length; i++) {
      norm += exact.magnitudes[i] * exact.magnitudes[i];
      square += Math.pow(ours[i] - exact.values[i], 2);
    }
    assertThat(Math.sqrt(square)).as("error").isLessThanOrEqualTo(1e-6 * Math.sqrt(norm));
  }

  /** Sums of products, and of the products' magnitudes. */
  private static final class Sums {
    private final double[] values;
    private final double[] magnitudes;

    Sums(int length) {
      values = new double[length];
      magnitudes = new double[length];
    }

    void add(int index, double product) {
      values[index] += product;
      magnitudes[index] += Math.abs(product);
    }
  }

  /** The definition: every output, every weight. */
  private static final class NaiveConvolution {
    private final Sums output;
    private final Sums weightGradient;
    private final Sums inputGradient;

    NaiveConvolution(
        ConvolutionGeometry geometry,
        Convolution places,
        float[] weights,
        float[] input,
        float[] upstream,
        int count) {
      output = new Sums(upstream.length);
      weightGradient = new Sums(weights.length);
      inputGradient = new Sums(input.length);
      for (int oy = 0; oy < geometry.outputHeight(); oy++) {
        for (int f = 0; f < geometry.filters(); f++) {
          for (int ox = 0; ox < geometry.outputWidth(); ox++) {
            int target = ((oy * geometry.filters() + f) * geometry.outputWidth() + ox) * count;
            for (int ky = 0; ky < geometry.kernelRows(); ky++) {
              for (int kx = 0; kx < geometry.kernelColumns(); kx++) {
                ConvolutionGeometry.Steps steps = geometry.steps();
                int y = oy * steps.rows() - geometry.border().top() + ky * steps.rowDilation();
                int x =
                    ox * steps.columns() - geometry.border().left() + kx * steps.columnDilation();
                if (y < 0 || y >= geometry.height() || x < 0 || x >= geometry.width()) {
                  continue;
                }
                boolean single = geometry.reach() == Reach.ONE_CHANNEL;
                int own = f * geometry.channels() / geometry.filters();
                for (int c = single ? own : 0; c <= (single ? own : geometry.channels() - 1); c++) {
                  int weight = places.place(f, single ? 0 : c, ky, kx);
                  int source = ((y * geometry.channels() + c) * geometry.width() + x) * count;
                  for (int image = 0; image < count; image++) {
                    double gradient = upstream[target + image];
                    output.add(target + image, (double) weights[weight] * input[source + image]);
                    weightGradient.add(weight, gradient * input[source + image]);
                    inputGradient.add(source + image, gradient * weights[weight]);
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
