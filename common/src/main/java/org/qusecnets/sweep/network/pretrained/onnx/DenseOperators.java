package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.Map;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Affine;
import org.qusecnets.sweep.network.pretrained.folding.Kernel;
import org.qusecnets.sweep.network.pretrained.folding.Matrix;
import org.qusecnets.sweep.network.pretrained.folding.Slide;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;

/** Fully connected layers. */
final class DenseOperators {
  private DenseOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of("Gemm", DenseOperators::gemm, "MatMul", DenseOperators::multiply);
  }

  private static Signal gemm(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    if (operation.integer("transA", 0) != 0) {
      throw operation.unreadable(
          "that transposes its values", "export it without, with images along the first axis");
    }
    if (signal.axes().rank() != 1) {
      throw operation.damaged("of values of %d axes".formatted(signal.axes().rank() + 1));
    }
    boolean isTurned = operation.integer("transB", 0) != 0;
    double alpha = operation.number("alpha", 1);
    double beta = operation.number("beta", 1);
    Constant.Floats weights = matrix(operation);
    if (isTurned) {
      weights = turned(operation, weights);
    }
    int units = weights.dims()[1];
    Affine affine = new Affine(new double[] {alpha}, new double[1]);
    if (operation.optional(2).isPresent()) {
      affine = new Affine(affine.scales(), biases(operation, beta, units));
    }
    return connected(operation, signal, weights, affine);
  }

  /** One for all, or one of each unit. */
  private static double[] biases(Operation operation, double beta, int units)
      throws UnreadableNetwork {
    Constant.Floats given = operation.floats(2);
    int rank = given.dims().length;
    boolean isRow = rank <= 2 && (rank == 0 || given.dims()[rank - 1] == given.size());
    if (!isRow || (given.size() != 1 && given.size() != units)) {
      throw operation.damaged("with %d biases for %d units".formatted(given.size(), units));
    }
    operation.budget().take(given.size());
    double[] biases = new double[given.size()];
    Arrays.setAll(biases, i -> beta * given.values()[i]);
    return biases;
  }

  private static Signal multiply(Operation operation) throws UnreadableNetwork {
    if (operation.input(0) instanceof Constant) {
      throw operation.unreadable(
          "of weights with values behind them", "build it with values before the weights");
    }
    Signal signal = operation.signal(0);
    Constant.Floats weights = matrix(operation);
    Affine none = Affine.scaledBy(1);
    int last = signal.axes().rank() - 1;
    if (last < 0) {
      throw operation.damaged("of values of one axis");
    }
    if (signal.axes().isRow(last)) {
      return connected(operation, signal, weights, none);
    }
    if (signal.axes().has(last, Side.CHANNELS) && weights.dims()[0] == signal.image().channels()) {
      return ofEachPlace(operation, signal, weights);
    }
    throw operation.unreadable(
        "of rows or columns of an image", "build it with a layer that flattens before it");
  }

  private static Constant.Floats matrix(Operation operation) throws UnreadableNetwork {
    Constant.Floats weights = operation.floats(1);
    if (weights.dims().length != 2 || weights.size() == 0) {
      throw operation.unreadable(
          "with weights of %d axes".formatted(weights.dims().length),
          "build the network of fully connected layers");
    }
    return weights;
  }

  private static Constant.Floats turned(Operation operation, Constant.Floats matrix)
      throws UnreadableNetwork {
    operation.budget().take(matrix.size());
    int rows = matrix.dims()[0];
    int columns = matrix.dims()[1];
    float[] turned = new float[matrix.size()];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = matrix.values()[row * columns + column];
      }
    }
    return new Constant.Floats(new int[] {columns, rows}, turned);
  }

  /** All values with all units. */
  private static Signal connected(
      Operation operation, Signal signal, Constant.Floats weights, Affine affine)
      throws UnreadableNetwork {
    int values = weights.dims()[0];
    int units = weights.dims()[1];
    if (values != signal.image().size()) {
      throw operation.damaged("of %d values for %d".formatted(values, signal.image().size()));
    }
    operation.budget().take(units);
    Matrix matrix = new Matrix(inOrder(operation, signal.axes(), weights), new float[units]);
    boolean isPlain = affine.scale(0) == 1 && affine.length() == 1 && affine.shift(0) == 0;
    if (!isPlain) {
      operation.budget().take(weights.size());
      matrix = matrix.then(affine);
    }
    ImageShape image = Images.shape(operation, units, 1, 1);
    return new Signal(
        signal.chain().then(new Element.Connected(operation, matrix)),
        signal.batch(),
        signal.axes().with(image, signal.axes().rank() - 1));
  }

  /** Weights of values in the order [channels, rows, columns]. */
  private static float[] inOrder(Operation operation, Axes axes, Constant.Floats weights)
      throws UnreadableNetwork {
    if (axes.isInOrder()) {
      return weights.values();
    }
    operation.budget().take(weights.size());
    int units = weights.dims()[1];
    int[] positions = axes.positions();
    float[] moved = new float[weights.size()];
    for (int value = 0; value < positions.length; value++) {
      System.arraycopy(weights.values(), value * units, moved, positions[value] * units, units);
    }
    return moved;
  }

  /** The channels of each place of an image: a convolution of 1 x 1. */
  private static Signal ofEachPlace(Operation operation, Signal signal, Constant.Floats weights)
      throws UnreadableNetwork {
    int units = weights.dims()[1];
    operation.budget().take(units);
    int height = signal.image().height();
    int width = signal.image().width();
    Kernel kernel =
        new Kernel(
            1,
            units,
            signal.image().channels(),
            1,
            1,
            turned(operation, weights).values(),
            new float[units]);
    Element element =
        new Element.Convolved(
            operation,
            kernel,
            new Slide(height, 1, 1, 1, 0, height),
            new Slide(width, 1, 1, 1, 0, width));
    return new Signal(
        signal.chain().then(element),
        signal.batch(),
        signal
            .axes()
            .with(Images.shape(operation, units, height, width), signal.axes().rank() - 1));
  }
}
