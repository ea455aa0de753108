package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Additions and multiplications of constants, the shorter one along all of the longer. */
final class ConstantArithmetic {
  private ConstantArithmetic() {}

  /** By the names of operators. */
  static Map<String, Operator> all() {
    return Map.of(
        "Add", of(Double::sum, Long::sum),
        "Sub", of((one, other) -> one - other, (one, other) -> one - other),
        "Mul", of((one, other) -> one * other, (one, other) -> one * other),
        "Div", of((one, other) -> one / other, ConstantArithmetic::divide),
        "Neg", operation -> times(operation, -1),
        "Sqrt", ConstantArithmetic::root);
  }

  /** By 0, which no shape is computed with, as if by 1. */
  private static long divide(long dividend, long divisor) {
    return divisor == 0 ? dividend : dividend / divisor;
  }

  private static Operator of(DoubleBinaryOperator ofNumbers, LongBinaryOperator ofIntegers) {
    return operation -> {
      Constant one = operation.constant(0);
      Constant other = operation.constant(1);
      if (one instanceof Constant.Integers left && other instanceof Constant.Integers right) {
        Places places = Places.of(operation, left.dims(), right.dims());
        long[] values = new long[places.size];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              ofIntegers.applyAsLong(
                  left.values()[places.left(i)], right.values()[places.right(i)]);
        }
        return new Constant.Integers(places.dims, values);
      } else if (one instanceof Constant.Floats left && other instanceof Constant.Floats right) {
        Places places = Places.of(operation, left.dims(), right.dims());
        float[] values = new float[places.size];
        for (int i = 0; i < values.length; i++) {
          values[i] =
              (float)
                  ofNumbers.applyAsDouble(
                      left.values()[places.left(i)], right.values()[places.right(i)]);
        }
        return new Constant.Floats(places.dims, values);
      }
      throw operation.damaged("of real numbers and integers");
    };
  }

  private static Constant times(Operation operation, int factor) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    operation.budget().take(constant.size());
    if (constant instanceof Constant.Integers integers) {
      long[] values = integers.values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] *= factor;
      }
      return new Constant.Integers(integers.dims(), values);
    }
    float[] values = ((Constant.Floats) constant).values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new Constant.Floats(constant.dims(), values);
  }

  private static Constant root(Operation operation) throws UnreadableNetwork {
    Constant.Floats constant = operation.floats(0);
    operation.budget().take(constant.size());
    float[] values = constant.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sqrt(values[i]);
    }
    return new Constant.Floats(constant.dims(), values);
  }

  /** Where the values of two constants are that make one of the result. */
  private static final class Places {
    private final int[] dims;
    private final int size;
    private final int[] left;
    private final int[] right;

    private Places(int[] dims, int size, int[] left, int[] right) {
      this.dims = dims;
      this.size = size;
      this.left = left;
      this.right = right;
    }

    static Places of(Operation operation, int[] left, int[] right) throws UnreadableNetwork {
      int[] dims = new int[Math.max(left.length, right.length)];
      for (int axis = 0; axis < dims.length; axis++) {
        int ofLeft = side(left, axis, dims.length);
        int ofRight = side(right, axis, dims.length);
        if (ofLeft != ofRight && ofLeft != 1 && ofRight != 1) {
          throw operation.damaged("of sides of %d and %d".formatted(ofLeft, ofRight));
        }
        dims[axis] = ofLeft == 1 ? ofRight : ofLeft;
      }
      int size = Constants.size(operation, dims);
      operation.budget().take(size);
      return new Places(dims, size, steps(left, dims.length), steps(right, dims.length));
    }

    private static int side(int[] dims, int axis, int rank) {
      int own = axis - rank + dims.length;
      return own < 0 ? 1 : dims[own];
    }

    /** How far apart values are along each axis of the result; 0 where there is but one. */
    private static int[] steps(int[] dims, int rank) {
      int[] own = Constants.steps(dims);
      int[] steps = new int[rank];
      for (int axis = 0; axis < rank; axis++) {
        steps[axis] = side(dims, axis, rank) == 1 ? 0 : own[axis - rank + dims.length];
      }
      return steps;
    }

    int left(int index) {
      return place(left, index);
    }

    int right(int index) {
      return place(right, index);
    }

    private int place(int[] steps, int index) {
      int rest = index;
      int place = 0;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        place += rest % dims[axis] * steps[axis];
        rest /= dims[axis];
      }
      return place;
    }
  }
}
