package org.qusecnets.sweep.network.affine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.ModelRecipe;

class AffineNetworkTest {
  record Case(ModelRecipe recipe, ImageShape shape) {}

  static List<Case> cases() {
    return List.of(
        new Case(Samples.PLAIN, Samples.GREY),
        new Case(Samples.PLAIN, Samples.COLOUR),
        new Case(Samples.MLP, Samples.GREY),
        new Case(Samples.of(Architectures.CNN_SMALL), Samples.GREY),
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

  @ParameterizedTest
  @ValueSource(ints = {3, 70})
  void coefficientsGoBackAsValuesGoForward(int functions) {
    for (int seed = 0; seed < 20; seed++) {
      try (AffineNetwork network = RandomNetworks.of(seed)) {
        checkPullBack(network.layers().get(0), network.input().width(), functions, seed);
      }
      ConvolutionGeometry wide = new ConvolutionGeometry(6, 6, 32, 3, 2, 1, 8);
      try (AffineLayer layer =
          RandomNetworks.layer(wide, Double.POSITIVE_INFINITY, new Random(seed))) {
        checkPullBack(layer, wide.width(), functions, seed);
      }
    }
  }

  private static void checkPullBack(AffineLayer layer, int inputWidth, int functions, int seed) {
    Random random = new Random(seed);
    double[] values = random.doubles(layer.inputSize()).toArray();
    double[] outputs = layer.multiply(values, 1);
    Window window = new Window(1, 0, layer.height() - 1, layer.width());
    int above = layer.width() * layer.filters();
    double[][] coefficients = new double[functions][window.positions() * layer.filters()];
    PullBack pullBack = layer.pullBack();
    pullBack.begin(window, functions, unit -> isNeeded(unit - above, seed));
    for (int position = 0; position < window.positions(); position++) {
      pullBack.beginPosition(position);
      for (int filter = 0; filter < layer.filters(); filter++) {
        int unit = position * layer.filters() + filter;
        if (isNeeded(unit, seed)) {
          double[] ofUnit = random.doubles(functions).toArray();
          for (int f = 0; f < functions; f++) {
            coefficients[f][unit] = ofUnit[f];
          }
          pullBack.set(filter, ofUnit);
        }
      }
      pullBack.endPosition();
    }
    Window before = layer.inputOf(window);
    double[][] pulled = new double[functions][before.positions() * layer.channels()];
    double[] ofValue = new double[functions];
    for (int i = 0; i < pulled[0].length; i++) {
      pullBack.inputs().read(i, ofValue);
      for (int f = 0; f < functions; f++) {
        pulled[f][i] = ofValue[f];
      }
    }
    for (int f = 0; f < functions; f++) {
      assertThat(dot(pulled[f], values, before, inputWidth))
          .isCloseTo(dot(coefficients[f], outputs, window, layer.width()), within(1e-9));
    }
  }

  /** All filters, some or none of a position, depending on the seed. */
  private static boolean isNeeded(int unit, int seed) {
    return (unit + seed) % 5 > seed % 4;
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
