package org.qusecnets.sweep.network.affine;

import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.DoubleMatrix;

/**
 * A convolution or fully connected layer with its weights as doubles, and the rectifier behind it.
 * Values are [rows, columns, channels].
 */
public final class AffineLayer implements AutoCloseable {
  private final ConvolutionGeometry geometry;
  private final double[] weights;
  private final double[] bias;
  private final double limit;
  private final DoubleMatrix backward;
  private final DoubleMatrix forward;
  private final DoubleMatrix magnitudes;
  private final double[] norms;

  /**
   * A layer.
   *
   * @param weights [filters, kernel rows, kernel columns, channels]
   * @param bias [filters]
   * @param limit the largest value of the rectifier behind it, {@link Double#POSITIVE_INFINITY} of
   *     a plain one, {@link Double#NaN} if there is none
   */
  AffineLayer(ConvolutionGeometry geometry, double[] weights, double[] bias, double limit) {
    this.geometry = geometry;
    this.weights = weights;
    this.bias = bias;
    this.limit = limit;
    int filters = geometry.filters();
    int patch = geometry.patchSize();
    double[] transposed = new double[weights.length];
    double[] absolute = new double[weights.length];
    norms = new double[filters];
    for (int f = 0; f < filters; f++) {
      for (int i = 0; i < patch; i++) {
        transposed[i * filters + f] = weights[f * patch + i];
        absolute[i * filters + f] = Math.abs(weights[f * patch + i]);
        norms[f] += Math.abs(weights[f * patch + i]);
      }
    }
    backward = new DoubleMatrix(weights, filters, patch);
    forward = new DoubleMatrix(transposed, patch, filters);
    magnitudes = new DoubleMatrix(absolute, patch, filters);
  }

  /** Whether a rectifier follows. */
  public boolean isRectified() {
    return !Double.isNaN(limit);
  }

  /** The largest value behind the rectifier, infinite of a plain one. */
  public double limit() {
    return limit;
  }

  /** Number of channels of its output. */
  public int filters() {
    return geometry.filters();
  }

  /** Rows of its output. */
  public int height() {
    return geometry.outputHeight();
  }

  /** Columns of its output. */
  public int width() {
    return geometry.outputWidth();
  }

  /** Number of values of its output. */
  public int outputSize() {
    return geometry.outputSize();
  }

  /** Number of values of its input. */
  public int inputSize() {
    return geometry.height() * geometry.width() * geometry.channels();
  }

  /** The bias of an output channel. */
  public double bias(int filter) {
    return bias[filter];
  }

  /** The sum of the absolute weights of an output channel, as rounded. */
  public double norm(int filter) {
    return norms[filter];
  }

  /** The most products that a value of {@link #multiply} or {@link #multiplyMagnitudes} sums. */
  public int terms() {
    return geometry.patchSize();
  }

  /** The most products that a coefficient of {@link #pullBack} sums. */
  public int backwardTerms() {
    int overlap = (geometry.kernel() + geometry.stride() - 1) / geometry.stride();
    return overlap * overlap * geometry.filters();
  }

  /**
   * The outputs without bias and rectifier: {@code W x}.
   *
   * @param inputs [count, rows, columns, channels]
   * @return [count, rows, columns, filters]
   */
  public double[] multiply(double[] inputs, int count) {
    return multiply(inputs, count, forward);
  }

  /** The same with the weights' absolute values: {@code |W| x}. */
  public double[] multiplyMagnitudes(double[] inputs, int count) {
    return multiply(inputs, count, magnitudes);
  }

  private double[] multiply(double[] inputs, int count, DoubleMatrix matrix) {
    int positions = height() * width();
    int length = positions * geometry.patchSize();
    double[] patches = new double[count * length];
    Window all = Window.all(height(), width());
    Window whole = Window.all(geometry.height(), geometry.width());
    forEachRun(
        all,
        whole,
        (patch, input, run) -> {
          for (int image = 0; image < count; image++) {
            System.arraycopy(
                inputs, image * inputSize() + input, patches, image * length + patch, run);
          }
        });
    double[] outputs = new double[count * outputSize()];
    matrix.multiply(patches, count * positions, outputs);
    return outputs;
  }

  /** What of the input a window of the output depends on. */
  public Window inputOf(Window outputs) {
    int top = Math.max(0, outputs.top() * geometry.stride() - geometry.padding());
    int left = Math.max(0, outputs.left() * geometry.stride() - geometry.padding());
    int lastRow = (outputs.top() + outputs.height() - 1) * geometry.stride();
    int lastColumn = (outputs.left() + outputs.width() - 1) * geometry.stride();
    int reach = geometry.kernel() - geometry.padding();
    int bottom = Math.min(geometry.height(), lastRow + reach);
    int right = Math.min(geometry.width(), lastColumn + reach);
    return new Window(top, left, bottom - top, right - left);
  }

  /**
   * The weights of some output channels at one position, as coefficients of the inputs.
   *
   * @param window {@link #inputOf} the position
   * @param signs of each filter in turn its sign and place: row i has {@code signs[i]} times the
   *     weights of {@code filters[i]}
   * @return [filters.length, rows, columns, channels] of the window
   */
  public double[] rows(Window position, Window window, int[] filters, int[] signs) {
    int size = window.positions() * geometry.channels();
    int patch = geometry.patchSize();
    double[] rows = new double[filters.length * size];
    forEachRun(
        position,
        window,
        (from, to, length) -> {
          for (int i = 0; i < filters.length; i++) {
            for (int v = 0; v < length; v++) {
              rows[i * size + to + v] = signs[i] * weights[filters[i] * patch + from + v];
            }
          }
        });
    return rows;
  }

  /**
   * Coefficients of the outputs as coefficients of the inputs: {@code W^T c}, row by row.
   *
   * @param coefficients [count, rows, columns, filters] of a window of the outputs
   * @param outputs that window
   * @return [count, rows, columns, channels] of {@link #inputOf} that window
   */
  public double[] pullBack(double[] coefficients, int count, Window outputs) {
    Window inputs = inputOf(outputs);
    int patch = geometry.patchSize();
    int size = inputs.positions() * geometry.channels();
    int positions = outputs.positions();
    double[] result = new double[count * size];
    int together = Math.max(1, (1 << 18) / (positions * patch));
    double[] some = new double[together * positions * filters()];
    double[] patches = new double[together * positions * patch];
    for (int from = 0; from < count; from += together) {
      int rows = Math.min(together, count - from);
      int values = rows * positions * filters();
      System.arraycopy(coefficients, from * positions * filters(), some, 0, values);
      backward.multiply(some, rows * positions, patches);
      int first = from;
      forEachRun(
          outputs,
          inputs,
          (source, target, length) -> {
            for (int row = 0; row < rows; row++) {
              int read = row * positions * patch + source;
              int write = (first + row) * size + target;
              for (int v = 0; v < length; v++) {
                result[write + v] += patches[read + v];
              }
            }
          });
    }
    return result;
  }

  /**
   * Visits each row of each patch of a window of outputs: its place among the patches of the
   * window, [positions, kernel rows, kernel columns, channels], its place among the inputs of a
   * window, and how long it is without what is padding.
   */
  private void forEachRun(Window outputs, Window inputs, Run run) {
    int channels = geometry.channels();
    int kernel = geometry.kernel();
    for (int position = 0; position < outputs.positions(); position++) {
      int y0 =
          (outputs.top() + position / outputs.width()) * geometry.stride() - geometry.padding();
      int x0 =
          (outputs.left() + position % outputs.width()) * geometry.stride() - geometry.padding();
      int first = Math.max(0, -x0);
      int last = Math.min(kernel, geometry.width() - x0);
      for (int ky = Math.max(0, -y0); ky < Math.min(kernel, geometry.height() - y0); ky++) {
        int patch = ((position * kernel + ky) * kernel + first) * channels;
        int row = y0 + ky - inputs.top();
        int column = x0 + first - inputs.left();
        run.visit(patch, (row * inputs.width() + column) * channels, (last - first) * channels);
      }
    }
  }

  @FunctionalInterface
  private interface Run {
    void visit(int patch, int input, int length);
  }

  @Override
  public void close() {
    backward.close();
    forward.close();
    magnitudes.close();
  }
}
