package org.qusecnets.sweep.network.interval;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;

/**
 * Interval arithmetic by its definition, in double precision: each product of a weight with an
 * interval by its two ends. Values of one image are [rows, channels, columns].
 */
final class NaiveBounds {
  private final List<TrainedLayer> layers;
  private final List<int[]> places = new ArrayList<>();

  /** Weights and biases, layer after layer, that tests may change. */
  final List<double[]> parameters = new ArrayList<>();

  NaiveBounds(List<TrainedLayer> layers) {
    this.layers = layers;
    for (TrainedLayer layer : layers) {
      places.add(places(layer));
      parameters.add(doubles(layer.weights().values()));
      parameters.add(doubles(layer.bias().values()));
    }
  }

  /** Where each weight lies, [filters, kernel rows, channels, kernel columns]. */
  private static int[] places(TrainedLayer layer) {
    ConvolutionGeometry geometry = layer.geometry();
    int[] places = new int[geometry.filters() * geometry.patchSize()];
    int i = 0;
    for (int f = 0; f < geometry.filters(); f++) {
      for (int y = 0; y < geometry.kernel(); y++) {
        for (int c = 0; c < geometry.channels(); c++) {
          for (int x = 0; x < geometry.kernel(); x++) {
            places[i++] = layer.convolution().place(f, c, y, x);
          }
        }
      }
    }
    return places;
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  /** For each class the most that its logit can be above the label's. */
  double[] worstLogits(double[] lower, double[] upper, int label) {
    double[][] ends = {lower, upper};
    for (int i = 0; i < layers.size() - 1; i++) {
      ends = rectified(ends, i);
    }
    int last = layers.size() - 1;
    ConvolutionGeometry geometry = layers.get(last).geometry();
    double[] weights = parameters.get(2 * last);
    double[] bias = parameters.get(2 * last + 1);
    double[] worst = new double[geometry.filters()];
    for (int c = 0; c < worst.length; c++) {
      worst[c] = bias[c] - bias[label];
      for (int i = 0; i < geometry.patchSize(); i++) {
        double weight =
            weights[places.get(last)[c * geometry.patchSize() + i]]
                - weights[places.get(last)[label * geometry.patchSize() + i]];
        worst[c] += weight > 0 ? weight * ends[1][i] : weight * ends[0][i];
      }
    }
    return worst;
  }

  private double[][] rectified(double[][] ends, int number) {
    ConvolutionGeometry geometry = layers.get(number).geometry();
    double limit = layers.get(number).limit();
    double[] weights = parameters.get(2 * number);
    double[][] outputs = new double[2][geometry.outputSize()];
    for (int y = 0; y < geometry.outputHeight(); y++) {
      for (int f = 0; f < geometry.filters(); f++) {
        for (int x = 0; x < geometry.outputWidth(); x++) {
          int output = (y * geometry.filters() + f) * geometry.outputWidth() + x;
          double lower = parameters.get(2 * number + 1)[f];
          double upper = lower;
          for (int i = 0; i < geometry.patchSize(); i++) {
            int input = input(geometry, y, x, i);
            if (input >= 0) {
              double weight = weights[places.get(number)[f * geometry.patchSize() + i]];
              lower += weight * ends[weight > 0 ? 0 : 1][input];
              upper += weight * ends[weight > 0 ? 1 : 0][input];
            }
          }
          outputs[0][output] = Math.min(limit, Math.max(0, lower));
          outputs[1][output] = Math.min(limit, Math.max(0, upper));
        }
      }
    }
    return outputs;
  }

  /** The input that an output sees at a place of its patch, or -1 for padding. */
  private static int input(ConvolutionGeometry geometry, int row, int column, int place) {
    int kernel = geometry.kernel();
    int y = row * geometry.stride() - geometry.padding() + place / kernel / geometry.channels();
    int x = column * geometry.stride() - geometry.padding() + place % kernel;
    int channel = place / kernel % geometry.channels();
    boolean inside = y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width();
    return inside ? (y * geometry.channels() + channel) * geometry.width() + x : -1;
  }
}
