package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Constants of any kind, their sides and where their values are. */
final class Constants {
  private Constants() {}

  /** A row of integers. */
  static Constant.Integers row(long... values) {
    return new Constant.Integers(new int[] {values.length}, values);
  }

  /** The first value. */
  static double first(Constant constant) {
    return constant instanceof Constant.Integers integers
        ? integers.values()[0]
        : ((Constant.Floats) constant).values()[0];
  }

  /**
   * Some of the values of a constant, in another order.
   *
   * @param dims the sides of the result
   * @param source where a value of the result is in the constant
   */
  static Constant gathered(
      Operation operation, Constant constant, int[] dims, IntUnaryOperator source)
      throws UnreadableNetwork {
    int size = size(operation, dims);
    operation.budget().take(size);
    if (constant instanceof Constant.Integers integers) {
      long[] values = new long[size];
      Arrays.setAll(values, i -> integers.values()[source.applyAsInt(i)]);
      return new Constant.Integers(dims, values);
    }
    float[] from = ((Constant.Floats) constant).values();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = from[source.applyAsInt(i)];
    }
    return new Constant.Floats(dims, values);
  }

  /** How many values there are of these sides. */
  static int size(Operation operation, int... dims) throws UnreadableNetwork {
    long size = 1;
    for (int dim : dims) {
      size *= dim;
      if (size > Integer.MAX_VALUE) {
        throw operation.unreadable(
            "of more than %,d values".formatted(Integer.MAX_VALUE), "export a smaller network");
      }
    }
    return (int) size;
  }

  /** Sides that a file says, which must be from 0 to what an array holds. */
  static int[] sides(Operation operation, long... dims) throws UnreadableNetwork {
    int[] sides = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw operation.damaged("with a side of " + dims[i]);
      }
      sides[i] = (int) dims[i];
    }
    size(operation, sides);
    return sides;
  }

  /** An axis from 0 on of what a file says, where -1 is the last one. */
  static int axis(Operation operation, long axis, int rank) throws UnreadableNetwork {
    if (axis < -rank || axis >= rank) {
      throw operation.damaged("with the axis %d of %d".formatted(axis, rank));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** How far apart values are along each axis. */
  static int[] steps(int... dims) {
    int[] steps = new int[dims.length];
    int step = 1;
    for (int axis = dims.length - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= dims[axis];
    }
    return steps;
  }

  /**
   * Sides with {@code -1} for what is left and {@code 0} for those of before.
   *
   * @param written the sides that a reshaping says
   * @param before those of what it reshapes
   */
  static int[] reshaped(Operation operation, long[] written, int... before)
      throws UnreadableNetwork {
    boolean isZeroMeant = operation.integer("allowzero", 0) != 0;
    long size = size(operation, before);
    long known = 1;
    int open = -1;
    long[] dims = written.clone();
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == 0 && !isZeroMeant) {
        if (i >= before.length) {
          throw operation.damaged("with a side of 0");
        }
        dims[i] = before[i];
      }
      if (dims[i] == -1 && open < 0) {
        open = i;
      } else if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw operation.damaged("with a side of " + dims[i]);
      } else {
        known = Math.min(known * dims[i], 1L << 32);
      }
    }
    if (open >= 0 && known > 0) {
      dims[open] = size / known;
      known *= dims[open];
    }
    if (known != size || (open >= 0 && dims[open] < 0)) {
      throw operation.unreadable(
          "of %d values as %s".formatted(size, shown(written)),
          "export the network for one image, or for a batch of any size");
    }
    return sides(operation, dims);
  }

  private static String shown(long... dims) {
    return dims.length <= 8 ? Arrays.toString(dims) : dims.length + " sides";
  }
}
