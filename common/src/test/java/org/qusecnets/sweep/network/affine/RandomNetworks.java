package org.qusecnets.sweep.network.affine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;

/** Small networks of every kind of layer, most of them with random weights. */
public final class RandomNetworks {
  private RandomNetworks() {}

  /** Convolutions with padding and strides, a dense layer, and rectifiers, some of them bounded. */
  public static AffineNetwork of(long seed) {
    Random random = new Random(seed);
    int height = 5 + random.nextInt(3);
    int width = 5 + random.nextInt(3);
    int channels = 1 + random.nextInt(2);
    ImageShape shape = new ImageShape(channels, height, width);
    List<AffineLayer> layers = new ArrayList<>();
    ConvolutionGeometry first =
        new ConvolutionGeometry(
            height,
            width,
            channels,
            3,
            2 + random.nextInt(2),
            1 + random.nextInt(2),
            new ConvolutionGeometry.Border(
                1, random.nextInt(2), random.nextInt(2), random.nextInt(2)),
            3);
    layers.add(layer(first, limit(random), random));
    if (random.nextBoolean()) {
      ConvolutionGeometry second =
          new ConvolutionGeometry(first.outputHeight(), first.outputWidth(), 3, 2, 1, 0, 4);
      layers.add(layer(second, limit(random), random));
      first = second;
    }
    layers.add(layer(whole(first, 6), limit(random), random));
    layers.add(layer(new ConvolutionGeometry(1, 1, 6, 1, 1, 0, 4), Double.NaN, random));
    return new AffineNetwork(layers, shape);
  }

  /** One value, a hidden layer with rectifiers, and logits of it; weights are [outputs, inputs]. */
  public static AffineNetwork ofOneValue(
      double[] hidden, double[] hiddenBias, double[] last, double[] lastBias) {
    int units = hiddenBias.length;
    return new AffineNetwork(
        List.of(
            new AffineLayer(
                new ConvolutionGeometry(1, 1, 1, 1, 1, 0, units),
                hidden,
                hiddenBias,
                Double.POSITIVE_INFINITY),
            new AffineLayer(
                new ConvolutionGeometry(1, 1, units, 1, 1, 0, lastBias.length),
                last,
                lastBias,
                Double.NaN)),
        new ImageShape(1, 1, 1));
  }

  private static ConvolutionGeometry whole(ConvolutionGeometry before, int units) {
    return ConvolutionGeometry.ofWhole(
        before.outputHeight(), before.outputWidth(), before.filters(), units);
  }

  private static double limit(Random random) {
    return random.nextBoolean() ? Double.POSITIVE_INFINITY : 0.3 + random.nextDouble();
  }

  static AffineLayer layer(ConvolutionGeometry geometry, double limit, Random random) {
    double[] weights = random.doubles((long) geometry.filters() * geometry.patchSize()).toArray();
    double scale = 3 / Math.sqrt(geometry.patchSize());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (2 * weights[i] - 1) * scale;
    }
    double[] bias = random.doubles(geometry.filters(), -0.3, 0.3).toArray();
    return new AffineLayer(geometry, weights, bias, limit);
  }

  /** The logits of values [rows, columns, channels], sum by sum and without matrix products. */
  public static double[] logits(AffineNetwork network, double[] values) {
    double[] activations = values;
    ImageShape shape = network.input();
    for (AffineLayer layer : network.layers()) {
      activations = outputs(layer, activations, shape);
      shape = new ImageShape(layer.filters(), layer.height(), layer.width());
      for (int unit = 0; unit < activations.length; unit++) {
        if (layer.isRectified()) {
          activations[unit] = Math.min(layer.limit(), Math.max(0, activations[unit]));
        }
      }
    }
    return activations;
  }

  /** What a layer makes of its inputs, before its rectifier. */
  public static double[] outputs(AffineLayer layer, double[] inputs, ImageShape shape) {
    double[] outputs = new double[layer.outputSize()];
    double[] weights = new double[layer.filters()];
    Window all = Window.all(layer.height(), layer.width());
    for (int place = 0; place < all.positions(); place++) {
      Window position = all.position(place);
      Window window = layer.inputOf(position);
      Coefficients ofFilters = layer.weights(position);
      for (int filter = 0; filter < layer.filters(); filter++) {
        outputs[place * layer.filters() + filter] = layer.bias(filter);
      }
      for (int i = 0; i < window.positions() * layer.channels(); i++) {
        int seen = window.place(i / layer.channels(), shape.width()) * layer.channels();
        ofFilters.read(i, weights);
        for (int filter = 0; filter < layer.filters(); filter++) {
          outputs[place * layer.filters() + filter] +=
              weights[filter] * inputs[seen + i % layer.channels()];
        }
      }
    }
    return outputs;
  }
}
