package org.qusecnets.sweep.certificate.bound;

import java.util.List;
import org.qusecnets.sweep.network.affine.AffineLayer;
import org.qusecnets.sweep.network.affine.Window;

/**
 * Several linear functions of a layer's activations, which are taken back through the network to
 * linear functions of its input that are nowhere above them.
 *
 * <p>Whatever is rounded on the way is a difference of coefficients, and what it can change of the
 * function is summed with it: of {@code sum c_j (W x + b)_j} it is at most {@code gamma(n) sum
 * |c_j| (|W| |x| + |b|)_j}, whatever the order of summation.
 */
final class LinearRows {
  private final int count;
  private final double[] constants;
  private final double[] errors;
  private Window window;
  private double[] coefficients;

  /**
   * Rows.
   *
   * @param coefficients [count, rows, columns, channels] of a window
   * @param constants [count]
   */
  LinearRows(double[] coefficients, Window window, double[] constants) {
    count = constants.length;
    this.constants = constants.clone();
    errors = new double[count];
    this.window = window;
    this.coefficients = coefficients;
    for (int row = 0; row < count; row++) {
      errors[row] = Math.abs(constants[row]) * Rounding.gamma(8);
    }
  }

  /** The coefficients of a row begin at the row's number times {@link #length}. */
  double[] coefficients() {
    return coefficients;
  }

  /** Coefficients of a row. */
  int length() {
    return coefficients.length / count;
  }

  /** Goes back through a layer's rectifier and weights. */
  void pullBack(LayerBounds bounds, RowLines lines) {
    AffineLayer layer = bounds.layer();
    rectify(bounds, lines);
    coefficients = layer.pullBack(coefficients, count, window);
    window = layer.inputOf(window);
  }

  private void rectify(LayerBounds bounds, RowLines lines) {
    AffineLayer layer = bounds.layer();
    int filters = layer.filters();
    double[] all = coefficients;
    double[] size = bounds.size();
    double[] upperSlopes = lines.lines().upperSlope();
    double[] lowerIntercepts = lines.lines().lowerIntercept();
    double[] upperIntercepts = lines.lines().upperIntercept();
    double gamma = Rounding.gamma(layer.backwardTerms() + length() + 16);
    for (int row = 0; row < count; row++) {
      double[] lowerSlopes = lines.lowerSlopes(row);
      double constant = 0;
      double error = 0;
      int at = row * length();
      for (int position = 0; position < window.positions(); position++) {
        int unit = window.place(position, layer.width()) * filters;
        double ofBias = 0;
        double ofIntercept = 0;
        double ofError = 0;
        for (int f = 0; f < filters; f++) {
          double positive = Math.max(0, all[at + f]);
          double negative = Math.min(0, all[at + f]);
          double coefficient = positive * lowerSlopes[unit + f] + negative * upperSlopes[unit + f];
          double intercept =
              positive * lowerIntercepts[unit + f] + negative * upperIntercepts[unit + f];
          all[at + f] = coefficient;
          ofBias += coefficient * layer.bias(f);
          ofIntercept += intercept;
          ofError += Math.abs(coefficient) * size[unit + f] + Math.abs(intercept);
        }
        constant += ofBias + ofIntercept;
        error += ofError;
        at += filters;
      }
      add(row, constant, error * gamma);
    }
  }

  /** Lower bounds of the functions over a box, each [count]. */
  double[] lowerBounds(Box box, int boxWidth) {
    int channels = length() / window.positions();
    double gamma = Rounding.gamma(length() + 16);
    double[] bounds = new double[count];
    for (int row = 0; row < count; row++) {
      double sum = 0;
      double error = 0;
      int at = row * length();
      for (int position = 0; position < window.positions(); position++) {
        int value = window.place(position, boxWidth) * channels;
        for (int c = 0; c < channels; c++, value++, at++) {
          double term =
              Math.max(0, coefficients[at]) * box.lower()[value]
                  + Math.min(0, coefficients[at]) * box.upper()[value];
          sum += term;
          error += Math.abs(term);
        }
      }
      add(row, sum, error * gamma);
      bounds[row] = constants[row] - Rounding.up(2 * errors[row]);
    }
    return bounds;
  }

  /** The corner of a box where each function is least, once it is one of the whole box. */
  double[] corners(Box box) {
    double[] corners = new double[coefficients.length];
    int size = box.lower().length;
    for (int i = 0; i < corners.length; i++) {
      corners[i] = coefficients[i] < 0 ? box.upper()[i % size] : box.lower()[i % size];
    }
    return corners;
  }

  /** What a single function says of the values of a box. */
  Descent descent(Box box, int boxWidth) {
    int channels = length() / window.positions();
    double[] corner = box.lower().clone();
    double[] influence = new double[corner.length];
    for (int i = 0; i < length(); i++) {
      int value = window.place(i / channels, boxWidth) * channels + i % channels;
      double width = box.upper()[value] - box.lower()[value];
      corner[value] = coefficients[i] < 0 ? box.upper()[value] : box.lower()[value];
      influence[value] = Math.abs(coefficients[i]) * width;
    }
    return new Descent(corner, influence);
  }

  private void add(int row, double constant, double error) {
    constants[row] += constant;
    // The sum of two rounds once more.
    errors[row] += error + Math.abs(constants[row]) * 0x1p-52;
  }

  /** Takes rows of activations back through all layers up to one. */
  double[] lowerBounds(List<LayerBounds> layers, List<? extends RowLines> lines, Box box, int w) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      pullBack(layers.get(i), lines.get(i));
    }
    return lowerBounds(box, w);
  }
}
