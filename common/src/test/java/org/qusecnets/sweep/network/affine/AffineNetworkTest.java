package org.qusecnets.sweep.network.affine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.ModelRecipe;

class AffineNetworkTest {
  record Case(ModelRecipe recipe, ImageShape shape) {}

  static List<Case> cases() {
    return List.of(
        new Case(Samples.PLAIN, Samples.GREY),
        new Case(Samples.PLAIN, Samples.COLOUR),
        new Case(Samples.MLP, Samples.GREY),
        new Case(Samples.of(Architecture.CNN_SMALL), Samples.GREY),
        new Case(Samples.PLAIN.with(new ActivationOptions.Bounded(0.05)), Samples.GREY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void logitsAreThoseOfTheModel(Case one) {
    MultiLayerNetwork network = Samples.network(one.recipe, one.shape, DataType.FLOAT, 5);
    float[] images = Samples.randomValues(one.shape.size(), 3);
    try (AffineNetwork affine =
            AffineNetwork.of(ModelArchive.write(network), one.recipe, one.shape);
        NetworkClassifier classifier =
            new NetworkClassifier(network, one.recipe, one.shape, 0, null)) {
      float[] expected = classifier.logits(images, 1);
      double[] logits = RandomNetworks.logits(affine, channelsLast(images, one.shape));
      assertThat(logits).hasSize(expected.length);
      for (int i = 0; i < logits.length; i++) {
        assertThat(logits[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  private static double[] channelsLast(float[] image, ImageShape shape) {
    double[] turned = new double[image.length];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < image.length; i++) {
      turned[i % plane * shape.channels() + i / plane] = image[i];
    }
    return turned;
  }

  @Test
  void coefficientsGoBackAsValuesGoForward() {
    int functions = 3;
    for (int number = 0; number < 20; number++) {
      int seed = number;
      Random random = new Random(seed);
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        AffineLayer layer = network.layers().get(0);
        double[] values = random.doubles(layer.inputSize()).toArray();
        double[] outputs = layer.multiply(values, 1);
        Window window = new Window(1, 0, layer.height() - 1, layer.width());
        int length = window.positions() * layer.filters();
        double[][] coefficients = new double[functions][length];
        for (int i = 0; i < length; i++) {
          for (int f = 0; f < functions; f++) {
            coefficients[f][i] = isNeeded(i, seed) ? random.nextDouble() : 0;
          }
        }
        PullBack pullBack = layer.pullBack();
        pullBack.begin(
            window,
            functions,
            unit -> isNeeded(unit - window.top() * layer.width() * layer.filters(), seed));
        for (int position = 0; position < window.positions(); position++) {
          int first = position * layer.filters();
          pullBack.beginPosition(position);
          for (int filter = 0; filter < layer.filters(); filter++) {
            if (isNeeded(first + filter, seed)) {
              pullBack.set(filter, column(coefficients, first + filter));
            }
          }
          pullBack.endPosition();
        }
        Window before = layer.inputOf(window);
        double[][] pulled = new double[functions][before.positions() * layer.channels()];
        double[] one = new double[functions];
        for (int i = 0; i < pulled[0].length; i++) {
          pullBack.inputs().read(i, one);
          for (int f = 0; f < functions; f++) {
            pulled[f][i] = one[f];
          }
        }
        for (int f = 0; f < functions; f++) {
          assertThat(dot(pulled[f], values, before, network.input().width()))
              .isCloseTo(dot(coefficients[f], outputs, window, layer.width()), within(1e-9));
        }
      }
    }
  }

  /** All filters, some or none of a position, depending on the seed. */
  private static boolean isNeeded(int unit, int seed) {
    return (unit + seed) % 5 > seed % 4;
  }

  private static double[] column(double[][] matrix, int column) {
    return Arrays.stream(matrix).mapToDouble(row -> row[column]).toArray();
  }

  private static double dot(double[] coefficients, double[] values, Window window, int width) {
    int channels = coefficients.length / window.positions();
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * values[window.place(i / channels, width) * channels + i % channels];
    }
    return sum;
  }

  @Test
  void quantizedActivationsAreRefused() {
    ModelRecipe recipe = Samples.PLAIN.with(Samples.fixed(2));
    assertThatThrownBy(() -> AffineNetwork.of(new byte[0], recipe, Samples.GREY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
