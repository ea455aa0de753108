package org.qusecnets.sweep.network.affine;

import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.NativeDoubles;

/**
 * A convolution or fully connected layer with its weights as doubles, and the rectifier behind it.
 * Values are [rows, columns, channels].
 */
public final class AffineLayer implements AutoCloseable {
  /** Values of patches that are multiplied together. */
  private static final int CHUNK = 1 << 19;

  private final ConvolutionGeometry geometry;

  /** [patch, filters]. */
  private final double[] transposed;

  private final double[] bias;
  private final double limit;
  private final double[] norms;
  private final NativeDoubles weights;
  private final NativeDoubles magnitudes;
  private final NativeDoubles patches = new NativeDoubles();
  private final NativeDoubles products = new NativeDoubles();
  private final PullBack pullBack;
  private final PullBack otherPullBack;

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
    this.bias = bias;
    this.limit = limit;
    int filters = geometry.filters();
    int patch = geometry.patchSize();
    transposed = new double[weights.length];
    double[] absolute = new double[weights.length];
    norms = new double[filters];
    for (int f = 0; f < filters; f++) {
      for (int i = 0; i < patch; i++) {
        double weight = weights[f * patch + i];
        transposed[i * filters + f] = weight;
        absolute[f * patch + i] = Math.abs(weight);
        norms[f] += Math.abs(weight);
      }
    }
    this.weights = new NativeDoubles(weights);
    magnitudes = new NativeDoubles(absolute);
    pullBack = new PullBack(this, this.weights);
    otherPullBack = new PullBack(this, this.weights);
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

  /** Number of channels of its input. */
  public int channels() {
    return geometry.channels();
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

  /** Inputs that are next to each other in one row of a patch. */
  int runLength() {
    return geometry.kernelColumns() * geometry.channels();
  }

  /** The most products that a coefficient of the inputs sums in {@link #pullBack}. */
  public int backwardTerms() {
    int down = geometry.steps().rows();
    int across = geometry.steps().columns();
    int rows = (geometry.kernelRows() + down - 1) / down;
    int columns = (geometry.kernelColumns() + across - 1) / across;
    return rows * columns * geometry.filters();
  }

  /**
   * The outputs without bias and rectifier: {@code W x}.
   *
   * @param inputs [count, rows, columns, channels]
   * @return [count, rows, columns, filters]
   */
  public double[] multiply(double[] inputs, int count) {
    return multiply(inputs, count, weights);
  }

  /** The same with the weights' absolute values: {@code |W| x}. */
  public double[] multiplyMagnitudes(double[] inputs, int count) {
    return multiply(inputs, count, magnitudes);
  }

  private double[] multiply(double[] inputs, int count, NativeDoubles matrix) {
    Window outputs = Window.all(height(), width());
    Window whole = Window.all(geometry.height(), geometry.width());
    int length = outputs.positions() * terms();
    int together = Math.max(1, Math.min(count, CHUNK / length));
    patches.reserve(together * length);
    products.reserve(together * outputSize());
    if (!geometry.border().isNone()) {
      patches.clear(together * length);
    }
    double[] results = new double[count * outputSize()];
    for (int from = 0; from < count; from += together) {
      int first = from;
      int some = Math.min(together, count - from);
      forEachRun(
          outputs,
          whole,
          (patch, input, run) -> {
            for (int i = 0; i < some; i++) {
              patches.write(i * length + patch, inputs, (first + i) * inputSize() + input, run);
            }
          });
      products.setProductByTransposed(
          patches, matrix, some * outputs.positions(), terms(), filters());
      products.read(0, results, first * outputSize(), some * outputSize());
    }
    return results;
  }

  /** What of the input a window of the output depends on. */
  public Window inputOf(Window outputs) {
    int top = Math.max(0, outputs.top() * geometry.steps().rows() - geometry.border().top());
    int left = Math.max(0, outputs.left() * geometry.steps().columns() - geometry.border().left());
    int lastRow = (outputs.top() + outputs.height() - 1) * geometry.steps().rows();
    int lastColumn = (outputs.left() + outputs.width() - 1) * geometry.steps().columns();
    int below = geometry.kernelRows() - geometry.border().top();
    int behind = geometry.kernelColumns() - geometry.border().left();
    int bottom = Math.min(geometry.height(), lastRow + below);
    int right = Math.min(geometry.width(), lastColumn + behind);
    return new Window(top, left, bottom - top, right - left);
  }

  /**
   * The weights of all filters at one position, as coefficients of the inputs in {@link #inputOf}
   * it: one function for each filter.
   */
  public Coefficients weights(Window position) {
    Window window = inputOf(position);
    int above = window.top() + geometry.border().top() - position.top() * geometry.steps().rows();
    int before =
        window.left() + geometry.border().left() - position.left() * geometry.steps().columns();
    return (value, coefficients) -> {
      int place = value / channels();
      int row = above + place / window.width();
      int column = before + place % window.width();
      int inPatch = (row * geometry.kernelColumns() + column) * channels() + value % channels();
      System.arraycopy(transposed, inPatch * filters(), coefficients, 0, filters());
    };
  }

  /** Takes coefficients of the outputs back to the inputs; the same one each time. */
  public PullBack pullBack() {
    return pullBack;
  }

  /** Another one, of functions that are taken back at the same time. */
  public PullBack otherPullBack() {
    return otherPullBack;
  }

  /**
   * Visits each row of each patch of a window of outputs: its place among the patches of the
   * window, [positions, kernel rows, kernel columns, channels], its place among the inputs of a
   * window, and how long it is without what is padding.
   */
  void forEachRun(Window outputs, Window inputs, Run run) {
    int channels = geometry.channels();
    int rows = geometry.kernelRows();
    int columns = geometry.kernelColumns();
    for (int position = 0; position < outputs.positions(); position++) {
      int y0 =
          (outputs.top() + position / outputs.width()) * geometry.steps().rows()
              - geometry.border().top();
      int x0 =
          (outputs.left() + position % outputs.width()) * geometry.steps().columns()
              - geometry.border().left();
      int first = Math.max(0, -x0);
      int last = Math.min(columns, geometry.width() - x0);
      for (int ky = Math.max(0, -y0); ky < Math.min(rows, geometry.height() - y0); ky++) {
        int patch = ((position * rows + ky) * columns + first) * channels;
        int row = y0 + ky - inputs.top();
        int column = x0 + first - inputs.left();
        run.visit(patch, (row * inputs.width() + column) * channels, (last - first) * channels);
      }
    }
  }

  /** Takes what {@link #forEachRun} visits. */
  @FunctionalInterface
  interface Run {
    void visit(int patch, int input, int length);
  }

  @Override
  public void close() {
    weights.close();
    magnitudes.close();
    patches.close();
    products.close();
    pullBack.close();
    otherPullBack.close();
  }
}
