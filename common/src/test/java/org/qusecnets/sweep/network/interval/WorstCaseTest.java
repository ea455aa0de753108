package org.qusecnets.sweep.network.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.Convolution.Purpose;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;

/** Against interval arithmetic by its definition in double precision, and its differences. */
class WorstCaseTest {
  private static final int COUNT = 3;
  private static final int CAPACITY = 5;
  private static final int[] LABELS = {2, 0, 2, 1, 1};
  private static final double STEP = 1e-6;

  /**
   * Networks of each kind of layer: what a name says, from the first layer on.
   *
   * @param share of linear bounds in the mixture
   */
  record Case(String name, float limit, float share, List<ConvolutionGeometry> geometries) {
    Case(String name, float limit, List<ConvolutionGeometry> geometries) {
      this(name, limit, 0, geometries);
    }

    Case mixed(float other) {
      return new Case(name, limit, other, geometries);
    }

    @Override
    public String toString() {
      return name + (share == 0 ? "" : ", linear bounds " + share);
    }
  }

  static Stream<Case> cases() {
    float none = Float.POSITIVE_INFINITY;
    ConvolutionGeometry strided = new ConvolutionGeometry(6, 6, 2, 4, 2, 1, 16);
    ConvolutionGeometry winograd = new ConvolutionGeometry(6, 6, 16, 4, 2, 0, 4);
    List<Case> cases =
        List.of(
            new Case("last layer alone", none, List.of(dense(2, 3, 3))),
            new Case(
                "fully connected", none, List.of(dense(3, 2, 7), dense(1, 7, 5), dense(1, 5, 3))),
            new Case("bounded", 0.4f, List.of(dense(3, 2, 7), dense(1, 7, 5), dense(1, 5, 3))),
            new Case("convolution with padding", none, List.of(strided, dense(3, 16, 3))),
            new Case("Winograd's method", none, List.of(winograd, dense(2, 4, 3))),
            new Case(
                "bounded convolutions",
                0.5f,
                List.of(new ConvolutionGeometry(12, 12, 1, 4, 2, 1, 16), winograd, dense(2, 4, 3))),
            new Case(
                "convolutions",
                none,
                List.of(
                    new ConvolutionGeometry(12, 12, 1, 4, 2, 1, 16), winograd, dense(2, 4, 3))));
    return Stream.concat(
        cases.stream(),
        cases.stream()
            .filter(one -> one.limit == none)
            .flatMap(one -> Stream.of(one.mixed(0.4f), one.mixed(1))));
  }

  private static ConvolutionGeometry dense(int side, int channels, int units) {
    return new ConvolutionGeometry(side, side, channels, side, 1, 0, units);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void boundsAndGradientsAreThoseOfTheDefinition(Case one) {
    Random random = new Random(3);
    List<TrainedLayer> layers =
        one.geometries.stream()
            .map(geometry -> layer(geometry, one.limit, random, CAPACITY))
            .toList();
    ConvolutionGeometry first = one.geometries.get(0);
    int size = first.height() * first.width() * first.channels();
    float[] lower = new float[COUNT * size];
    float[] upper = new float[COUNT * size];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = random.nextFloat();
      // Half of the values do not move, as behind a quantizer.
      upper[i] = lower[i] + (random.nextBoolean() ? 0.2f * random.nextFloat() : 0);
    }
    NaiveBounds naive = new NaiveBounds(layers);
    Ends input = new Ends(size, naive, lower, upper, one.share);

    try (WorstCase worstCase = new WorstCase(input, layers, CAPACITY)) {
      float[] logits = worstCase.logits(lower, upper, LABELS, COUNT, one.share);
      for (int image = 0; image < COUNT; image++) {
        double[] expected = input.worstLogits(image);
        for (int c = 0; c < expected.length; c++) {
          assertThat((double) logits[image * expected.length + c])
              .isCloseTo(expected[c], within(1e-5));
        }
      }
      // Any gradient will do; that of the label is not looked at.
      float[] gradient = new float[logits.length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = random.nextFloat() - 0.3f;
      }
      layers.forEach(layer -> layer.weights().gradient()[0] = 1);

      worstCase.addGradients(gradient, COUNT);

      for (int i = 0; i < layers.size(); i++) {
        float[] ofWeights = layers.get(i).weights().gradient();
        ofWeights[0] -= 1;
        assertDifferences(input, gradient, naive.parameters.get(2 * i), ofWeights);
        assertDifferences(
            input, gradient, naive.parameters.get(2 * i + 1), layers.get(i).bias().gradient());
      }
      assertDifferences(input, gradient, input.shift, input.gradient);
    }
    layers.forEach(layer -> layer.convolution().close());
  }

  /** More images than functions of them are taken back at a time. */
  @Test
  void imagesDoNotNoticeEachOther() {
    int count = 37;
    Random random = new Random(4);
    List<TrainedLayer> layers =
        Stream.of(new ConvolutionGeometry(6, 6, 2, 4, 2, 1, 16), dense(3, 16, 3))
            .map(geometry -> layer(geometry, Float.POSITIVE_INFINITY, random, count))
            .toList();
    int size = 6 * 6 * 2;
    float[] lower = new float[count * size];
    float[] upper = new float[count * size];
    int[] labels = new int[count];
    float[] gradient = new float[count * 3];
    for (int i = 0; i < lower.length; i++) {
      lower[i] = random.nextFloat();
      upper[i] = lower[i] + 0.2f * random.nextFloat();
    }
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = random.nextFloat();
      labels[i / 3] = random.nextInt(3);
    }
    try (WorstCase together = new WorstCase(plain(size), layers, count);
        WorstCase alone = new WorstCase(plain(size), layers, 1)) {
      float[] logits = together.logits(lower, upper, labels, count, 1).clone();
      together.addGradients(gradient, count);
      float[] ofAll = layers.get(0).weights().gradient().clone();
      Arrays.fill(layers.get(0).weights().gradient(), 0);
      for (int i = 0; i < count; i++) {
        float[] one =
            alone.logits(
                Arrays.copyOfRange(lower, i * size, (i + 1) * size),
                Arrays.copyOfRange(upper, i * size, (i + 1) * size),
                new int[] {labels[i]},
                1,
                1);
        assertThat(Arrays.copyOfRange(logits, i * 3, i * 3 + 3))
            .containsExactly(Arrays.copyOf(one, 3), within(1e-5f));
        alone.addGradients(Arrays.copyOfRange(gradient, i * 3, i * 3 + 3), 1);
      }
      assertThat(ofAll).containsExactly(layers.get(0).weights().gradient(), within(1e-4f));
    }
    layers.forEach(layer -> layer.convolution().close());
  }

  private static BoxInput plain(int size) {
    return new BoxInput() {
      @Override
      public float[] forward(float[] images, int count) {
        float[] turned = new float[count * size];
        Vectors.transpose(images, turned, count, size);
        return turned;
      }

      @Override
      public boolean isTrained() {
        return false;
      }

      @Override
      public void addGradients(float[] gradient, int count) {
        throw new IllegalStateException("nothing is trained");
      }
    };
  }

  private static TrainedLayer layer(
      ConvolutionGeometry geometry, float limit, Random random, int capacity) {
    int size = geometry.patchSize();
    TrainableParameters weights = new TrainableParameters(size * geometry.filters());
    TrainableParameters bias = new TrainableParameters(geometry.filters());
    for (int i = 0; i < weights.values().length; i++) {
      weights.values()[i] = (float) (random.nextGaussian() / Math.sqrt(size));
    }
    for (int i = 0; i < bias.values().length; i++) {
      bias.values()[i] = (float) (0.2 * random.nextGaussian());
    }
    Convolution convolution = Convolution.of(geometry, Purpose.TRAINING, capacity);
    convolution.weightsChanged(weights.values());
    return new TrainedLayer(geometry, convolution, weights, bias, limit);
  }

  /** Central differences of all or some sixty of the parameters. */
  private static void assertDifferences(
      Ends input, float[] gradient, double[] parameters, float[] found) {
    int every = Math.max(1, parameters.length / 60);
    double largest = 0;
    for (int i = 0; i < parameters.length; i += every) {
      double before = parameters[i];
      parameters[i] = before + STEP;
      double above = input.weighted(gradient);
      parameters[i] = before - STEP;
      double below = input.weighted(gradient);
      parameters[i] = before;
      double expected = (above - below) / (2 * STEP);
      assertThat((double) found[i])
          .as("parameter %d", i)
          .isCloseTo(expected, within(1e-4 * Math.max(0.1, Math.abs(expected))));
      largest = Math.max(largest, Math.abs(expected));
    }
    assertThat(largest).isGreaterThan(1e-2);
  }

  /**
   * What stands in front: all values are shifted by a number that is trained, those above 1/2 twice
   * as far, so that the ends of a box differ in their slopes.
   */
  private static final class Ends implements BoxInput {
    private final int size;
    private final NaiveBounds naive;
    private final float[] lower;
    private final float[] upper;
    private final float[] gradient = new float[1];
    private final double[] shift = {0};
    private final float share;
    private float[] last;

    Ends(int size, NaiveBounds naive, float[] lower, float[] upper, float share) {
      this.share = share;
      this.size = size;
      this.naive = naive;
      this.lower = lower;
      this.upper = upper;
    }

    private static int slope(float value) {
      return value > 0.5 ? 2 : 1;
    }

    @Override
    public float[] forward(float[] images, int count) {
      last = images;
      float[] turned = new float[count * size];
      for (int i = 0; i < turned.length; i++) {
        turned[i % size * count + i / size] = images[i];
      }
      return turned;
    }

    @Override
    public boolean isTrained() {
      return true;
    }

    @Override
    public void addGradients(float[] ofValues, int count) {
      for (int i = 0; i < count * size; i++) {
        gradient[0] += slope(last[i]) * ofValues[i % size * count + i / size];
      }
    }

    private double[] worstLogits(int image) {
      double[] from = new double[size];
      double[] to = new double[size];
      for (int i = 0; i < size; i++) {
        float low = lower[image * size + i];
        float high = upper[image * size + i];
        from[i] = low + slope(low) * shift[0];
        to[i] = high + slope(high) * shift[0];
      }
      double[] logits = naive.worstLogits(from, to, LABELS[image]);
      if (share > 0) {
        double[] linear = naive.linearWorstLogits(from, to, LABELS[image]);
        Arrays.setAll(logits, c -> (1 - share) * logits[c] + share * linear[c]);
      }
      return logits;
    }

    private double weighted(float[] weights) {
      double sum = 0;
      for (int image = 0; image < COUNT; image++) {
        double[] logits = worstLogits(image);
        for (int c = 0; c < logits.length; c++) {
          sum += weights[image * logits.length + c] * logits[c];
        }
      }
      return sum;
    }
  }
}
