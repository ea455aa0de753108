package org.qusecnets.sweep.network.interval;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;

/**
 * Interval arithmetic by its definition, in double precision: each product of a weight with an
 * interval by its two ends; and linear bounds behind it. Values of one image are [rows, channels,
 * columns].
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
      for (int y = 0; y < geometry.kernelRows(); y++) {
        for (int c = 0; c < geometry.channels(); c++) {
          for (int x = 0; x < geometry.kernelColumns(); x++) {
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
      ends = rectified(bounds(ends, i), layers.get(i).limit());
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

  private static double[][] rectified(double[][] bounds, double limit) {
    double[][] outputs = new double[2][bounds[0].length];
    for (int side = 0; side < 2; side++) {
      for (int i = 0; i < bounds[side].length; i++) {
        outputs[side][i] = Math.min(limit, Math.max(0, bounds[side][i]));
      }
    }
    return outputs;
  }

  /**
   * The same by linear functions taken back to the box, through the chord above each rectifier
   * without a limit and the line through 0 below it that is nearer.
   */
  double[] linearWorstLogits(double[] lower, double[] upper, int label) {
    List<double[][]> hidden = new ArrayList<>();
    double[][] ends = {lower, upper};
    for (int i = 0; i < layers.size() - 1; i++) {
      hidden.add(bounds(ends, i));
      ends = rectified(hidden.get(i), Double.POSITIVE_INFINITY);
    }
    double[] worst = new double[layers.get(layers.size() - 1).geometry().filters()];
    for (int c = 0; c < worst.length; c++) {
      double[] row = new double[worst.length];
      row[label] += 1;
      row[c] -= 1;
      worst[c] = -least(row, hidden, lower, upper);
    }
    return worst;
  }

  /** The least of a linear function of the logits. */
  private double least(double[] row, List<double[][]> hidden, double[] lower, double[] upper) {
    double constant = 0;
    double[] coefficients = row;
    for (int number = layers.size() - 1; ; number--) {
      ConvolutionGeometry geometry = layers.get(number).geometry();
      double[] before = new double[geometry.height() * geometry.width() * geometry.channels()];
      for (int y = 0; y < geometry.outputHeight(); y++) {
        for (int f = 0; f < geometry.filters(); f++) {
          for (int x = 0; x < geometry.outputWidth(); x++) {
            double coefficient =
                coefficients[(y * geometry.filters() + f) * geometry.outputWidth() + x];
            constant += coefficient * parameters.get(2 * number + 1)[f];
            for (int i = 0; i < geometry.patchSize(); i++) {
              int input = input(geometry, y, x, i);
              if (input >= 0) {
                before[input] +=
                    coefficient
                        * parameters
                            .get(2 * number)[places.get(number)[f * geometry.patchSize() + i]];
              }
            }
          }
        }
      }
      coefficients = before;
      if (number == 0) {
        break;
      }
      for (int i = 0; i < coefficients.length; i++) {
        double low = Math.min(0, hidden.get(number - 1)[0][i]);
        double high = Math.max(0, hidden.get(number - 1)[1][i]);
        if (coefficients[i] < 0) {
          double slope = high > low ? high / (high - low) : 0;
          constant -= coefficients[i] * slope * low;
          coefficients[i] *= slope;
        } else {
          coefficients[i] *= high > -low ? 1 : 0;
        }
      }
    }
    for (int i = 0; i < coefficients.length; i++) {
      constant += coefficients[i] * (coefficients[i] > 0 ? lower[i] : upper[i]);
    }
    return constant;
  }

  /** Of a layer before its rectifier. */
  private double[][] bounds(double[][] ends, int number) {
    ConvolutionGeometry geometry = layers.get(number).geometry();
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
          outputs[0][output] = lower;
          outputs[1][output] = upper;
        }
      }
    }
    return outputs;
  }

  /** The input that an output sees at a place of its patch, or -1 for padding. */
  private static int input(ConvolutionGeometry geometry, int row, int column, int place) {
    int kernel = geometry.kernelColumns();
    int y =
        row * geometry.steps().rows()
            - geometry.border().top()
            + place / kernel / geometry.channels();
    int x = column * geometry.steps().columns() - geometry.border().left() + place % kernel;
    int channel = place / kernel % geometry.channels();
    boolean inside = y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width();
    return inside ? (y * geometry.channels() + channel) * geometry.width() + x : -1;
  }
}
