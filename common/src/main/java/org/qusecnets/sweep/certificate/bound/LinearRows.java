package org.qusecnets.sweep.certificate.bound;

import java.util.List;
import org.qusecnets.sweep.network.affine.AffineLayer;
import org.qusecnets.sweep.network.affine.Coefficients;
import org.qusecnets.sweep.network.affine.PullBack;
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
  private Coefficients coefficients;
  private Window window;
  private int channels;

  /** What all rows have of one value, and what a layer adds to each. */
  private final double[] run;

  private final double[] lowerSlopes;
  private final double[] multipliers;
  private final double[] added;
  private final double[] addedErrors;

  /**
   * Rows.
   *
   * @param coefficients of the activations in a window
   * @param channels how many a position has
   * @param constants [rows]
   */
  LinearRows(Coefficients coefficients, Window window, int channels, double[] constants) {
    this(coefficients, window, channels, constants, new double[constants.length]);
  }

  /**
   * The same.
   *
   * @param errors what rounding can have done to each row so far
   */
  LinearRows(
      Coefficients coefficients, Window window, int channels, double[] constants, double[] errors) {
    this.coefficients = coefficients;
    this.window = window;
    this.channels = channels;
    this.constants = constants.clone();
    this.errors = errors.clone();
    count = constants.length;
    run = new double[count];
    lowerSlopes = new double[count];
    multipliers = new double[count];
    added = new double[count];
    addedErrors = new double[count];
    for (int row = 0; row < count; row++) {
      this.errors[row] += Math.abs(constants[row]) * Rounding.gamma(8);
    }
  }

  /** Coefficients of a row. */
  int length() {
    return window.positions() * channels;
  }

  /** The number in the layer of a coefficient. */
  int value(int coefficient, int width) {
    return window.place(coefficient / channels, width) * channels + coefficient % channels;
  }

  /** All coefficients, [rows, columns, channels, count] of the window. */
  double[] coefficients() {
    double[] all = new double[length() * count];
    for (int value = 0; value < length(); value++) {
      coefficients.read(value, run);
      System.arraycopy(run, 0, all, value * count, count);
    }
    return all;
  }

  /** Goes back through a layer's rectifier and weights. */
  void pullBack(LayerBounds bounds, RowLines rowLines) {
    AffineLayer layer = bounds.layer();
    Lines lines = rowLines.lines();
    PullBack pullBack = layer.pullBack();
    pullBack.begin(window, count, unit -> !lines.isZero(unit) || rowLines.isSplit(unit));
    for (int position = 0; position < window.positions(); position++) {
      int first = window.place(position, layer.width()) * channels;
      pullBack.beginPosition(position);
      for (int filter = 0; filter < channels; filter++) {
        int unit = first + filter;
        boolean isSplit = rowLines.isSplit(unit);
        if (!lines.isZero(unit) || isSplit) {
          coefficients.read(position * channels + filter, run);
          rowLines.readLowerSlopes(unit, lowerSlopes);
          rectify(lines, unit, layer.bias(filter), bounds.size(filter));
          if (isSplit) {
            rowLines.readMultipliers(unit, multipliers);
            constrain(layer.bias(filter), bounds.size(filter));
          }
          pullBack.set(filter, run);
        }
      }
      pullBack.endPosition();
    }
    add(Rounding.gamma(layer.backwardTerms() + length() + 16));
    coefficients = pullBack.inputs();
    channels = layer.channels();
    window = layer.inputOf(window);
  }

  private void rectify(Lines lines, int unit, double bias, double size) {
    double upperSlope = lines.upperSlope()[unit];
    double lowerIntercept = lines.lowerIntercept()[unit];
    double upperIntercept = lines.upperIntercept()[unit];
    for (int row = 0; row < count; row++) {
      // Both parts without a rounding; compilers make vector instructions of it, not of max.
      double magnitude = Math.abs(run[row]);
      double positive = 0.5 * (magnitude + run[row]);
      double negative = 0.5 * (run[row] - magnitude);
      double coefficient = positive * lowerSlopes[row] + negative * upperSlope;
      double intercept = positive * lowerIntercept + negative * upperIntercept;
      run[row] = coefficient;
      added[row] += coefficient * bias + intercept;
      addedErrors[row] += Math.abs(coefficient) * size + Math.abs(intercept);
    }
  }

  /** Adds the constraint of a unit, which is nowhere above 0 where it holds. */
  private void constrain(double bias, double size) {
    for (int row = 0; row < count; row++) {
      run[row] += multipliers[row];
      added[row] += multipliers[row] * bias;
      // The sum errs by a part of itself, which is below that of both.
      addedErrors[row] += 2 * Math.abs(multipliers[row]) * size;
    }
  }

  /** Adds up what was added, with its rounding. */
  private void add(double gamma) {
    for (int row = 0; row < count; row++) {
      constants[row] += added[row];
      // The sum of two rounds once more.
      errors[row] += addedErrors[row] * gamma + Math.abs(constants[row]) * 0x1p-52;
      added[row] = 0;
      addedErrors[row] = 0;
    }
  }

  /** Lower bounds of the functions over a box, each [count]. */
  double[] lowerBounds(Box box, int boxWidth) {
    for (int position = 0; position < window.positions(); position++) {
      int first = window.place(position, boxWidth) * channels;
      for (int c = 0; c < channels; c++) {
        coefficients.read(position * channels + c, run);
        addLeast(box.lower()[first + c], box.upper()[first + c]);
      }
    }
    add(Rounding.gamma(length() + 16));
    double[] bounds = new double[count];
    for (int row = 0; row < count; row++) {
      bounds[row] = constants[row] - Rounding.up(2 * errors[row]);
    }
    return bounds;
  }

  private void addLeast(double lower, double upper) {
    for (int row = 0; row < count; row++) {
      double magnitude = Math.abs(run[row]);
      double term = 0.5 * (magnitude + run[row]) * lower + 0.5 * (run[row] - magnitude) * upper;
      added[row] += term;
      addedErrors[row] += Math.abs(term);
    }
  }

  /** The corner of a box where each function is least, once it is one of the whole box. */
  double[] corners(Box box) {
    int size = box.lower().length;
    double[] corners = new double[count * size];
    for (int value = 0; value < size; value++) {
      coefficients.read(value, run);
      for (int row = 0; row < count; row++) {
        corners[row * size + value] = run[row] < 0 ? box.upper()[value] : box.lower()[value];
      }
    }
    return corners;
  }

  /** What a single function says of the values of a box. */
  Descent descent(Box box, int boxWidth, List<RectifierSplit> rectifiers) {
    double[] corner = box.lower().clone();
    double[] influence = new double[corner.length];
    for (int i = 0; i < length(); i++) {
      coefficients.read(i, run);
      int value = value(i, boxWidth);
      double width = box.upper()[value] - box.lower()[value];
      corner[value] = run[0] < 0 ? box.upper()[value] : box.lower()[value];
      influence[value] = Math.abs(run[0]) * width;
    }
    return new Descent(corner, influence, rectifiers);
  }

  /** Takes rows of activations back through all layers up to one. */
  double[] lowerBounds(List<LayerBounds> layers, List<? extends RowLines> lines, Box box, int w) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      pullBack(layers.get(i), lines.get(i));
    }
    return lowerBounds(box, w);
  }
}
