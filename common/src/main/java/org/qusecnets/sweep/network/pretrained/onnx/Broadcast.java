package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Affine;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;

/**
 * A constant that each image of a signal meets.
 *
 * @param values one of all, or one of each channel or of each value of the image
 * @param reach which of these
 */
record Broadcast(double[] values, Reach reach) {
  private static final String REMEDY =
      "export the network with one number, or with one of each channel";

  /** What a constant tells apart. */
  enum Reach {
    NOTHING,
    CHANNELS,
    VALUES
  }

  /** A constant as it meets a signal. */
  static Broadcast of(Operation operation, Constant.Floats constant, Signal signal)
      throws UnreadableNetwork {
    float[] values = constant.values();
    if (values.length == 0) {
      throw operation.damaged("with a constant of no value");
    }
    operation.budget().take(values.length);
    int[] dims = constant.dims();
    Axes axes = signal.axes();
    if (dims.length > axes.rank() + 1) {
      throw operation.unreadable("with a constant that has more axes than the image", REMEDY);
    }
    int axis = axisOf(operation, dims, signal);
    if (isOneNumber(values)) {
      return new Broadcast(new double[] {values[0]}, Reach.NOTHING);
    }
    if (axis < 0 || !(axes.has(axis, Side.CHANNELS) || axes.isRow(axis))) {
      throw operation.unreadable("with a constant that differs between rows or columns", REMEDY);
    }
    double[] inOrder = new double[values.length];
    int[] positions = axes.has(axis, Side.CHANNELS) ? null : axes.positions();
    for (int i = 0; i < inOrder.length; i++) {
      inOrder[positions == null ? i : positions[i]] = values[i];
    }
    return new Broadcast(inOrder, positions == null ? Reach.CHANNELS : Reach.VALUES);
  }

  /** The one axis along which a constant is longer than 1; -1 if there is none or several. */
  private static int axisOf(Operation operation, int[] dims, Signal signal)
      throws UnreadableNetwork {
    int[] sides = signal.dims();
    int found = -1;
    int count = 0;
    for (int i = 0; i < dims.length; i++) {
      int axis = sides.length - dims.length + i;
      if (dims[i] != 1) {
        if (dims[i] != sides[axis] || axis == 0) {
          throw operation.unreadable(
              "with a constant of %d values for %d".formatted(dims[i], axis == 0 ? 1 : sides[axis]),
              REMEDY);
        }
        found = axis - 1;
        count++;
      }
    }
    return count == 1 ? found : -1;
  }

  private static boolean isOneNumber(float... values) {
    for (float value : values) {
      if (value != values[0]) {
        return false;
      }
    }
    return true;
  }

  /** A signal with a further scale of these numbers. */
  Signal scaling(Operation operation, Signal signal) {
    return reach == Reach.NOTHING
        ? signal.then(new Element.Evaluated(operation, Polynomial.times(values[0])))
        : signal.then(element(operation, Affine.scaledBy(values)));
  }

  /** A signal with a further shift of these numbers. */
  Signal shifting(Operation operation, Signal signal) {
    return reach == Reach.NOTHING
        ? signal.then(new Element.Evaluated(operation, Polynomial.plus(values[0])))
        : signal.then(element(operation, Affine.shiftedBy(values)));
  }

  private Element element(Operation operation, Affine affine) {
    return reach == Reach.CHANNELS
        ? new Element.Scaled(operation, affine)
        : new Element.ScaledValues(operation, affine);
  }

  /** The reciprocals, or the negative numbers. */
  Broadcast with(DoubleUnaryOperator function) {
    return new Broadcast(Arrays.stream(values).map(function).toArray(), reach);
  }
}
