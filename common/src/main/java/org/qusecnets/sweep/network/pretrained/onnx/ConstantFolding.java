package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import onnx.Onnx.TensorProto;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Operators on constants: weights that are turned before they are used, and shapes. */
final class ConstantFolding {
  private static final Map<String, Operator> ALL = new HashMap<>();

  static {
    ALL.putAll(ConstantArithmetic.all());
    ALL.put("Constant", ConstantFolding::constant);
    ALL.put("ConstantOfShape", ConstantFolding::filled);
    ALL.put("Identity", operation -> operation.constant(0));
    ALL.put("Cast", ConstantFolding::cast);
    ALL.put("Shape", operation -> shape(operation, operation.constant(0).dims()));
    ALL.put("Reshape", ConstantFolding::reshape);
    ALL.put("Flatten", ConstantFolding::flatten);
    ALL.put("Squeeze", ConstantFolding::squeeze);
    ALL.put("Unsqueeze", ConstantFolding::unsqueeze);
    ALL.put("Transpose", ConstantFolding::transpose);
    ALL.put("Concat", ConstantFolding::concatenate);
    ALL.put("Gather", ConstantFolding::gather);
    ALL.put("Slice", ConstantFolding::slice);
  }

  private ConstantFolding() {}

  /** An operator on constants, if it is known. */
  static Optional<Operator> named(String type) {
    return Optional.ofNullable(ALL.get(type));
  }

  private static Constant constant(Operation operation) throws UnreadableNetwork {
    Optional<TensorProto> tensor = operation.tensor("value");
    if (tensor.isPresent()) {
      return Tensors.read(tensor.get(), operation.budget());
    }
    if (operation.has("value_float")) {
      float value = (float) operation.number("value_float", 0);
      return new Constant.Floats(new int[0], new float[] {value});
    }
    if (operation.has("value_int")) {
      return new Constant.Integers(new int[0], new long[] {operation.integer("value_int", 0)});
    }
    Optional<long[]> integers = operation.integers("value_ints");
    if (integers.isPresent()) {
      return Constants.row(integers.get());
    }
    Optional<float[]> numbers = operation.numbers("value_floats");
    if (numbers.isPresent()) {
      return new Constant.Floats(new int[] {numbers.get().length}, numbers.get());
    }
    throw operation.unreadable(
        "of no numbers that are understood", "export the network without sparse or text constants");
  }

  private static Constant filled(Operation operation) throws UnreadableNetwork {
    int[] dims = Constants.sides(operation, operation.row(0));
    Optional<TensorProto> tensor = operation.tensor("value");
    Constant value =
        tensor.isPresent()
            ? Tensors.read(tensor.get(), operation.budget())
            : new Constant.Floats(new int[] {1}, new float[1]);
    if (value.size() != 1) {
      throw operation.damaged("with %d values".formatted(value.size()));
    }
    return Constants.gathered(operation, value, dims, i -> 0);
  }

  private static Constant cast(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    long type = Tensors.target(operation);
    boolean toReal = Tensors.isReal(type);
    boolean toInteger = Tensors.isInteger(type);
    if (toReal && constant instanceof Constant.Integers integers) {
      operation.budget().take(integers.size());
      float[] values = new float[integers.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = integers.values()[i];
      }
      return new Constant.Floats(integers.dims(), values);
    } else if (toInteger && constant instanceof Constant.Floats floats) {
      operation.budget().take(floats.size());
      long[] values = new long[floats.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (long) floats.values()[i];
      }
      return new Constant.Integers(floats.dims(), values);
    } else if (toReal || toInteger) {
      return constant;
    }
    throw operation.unreadable("to " + Tensors.type(type), "export the network in float32");
  }

  /** Some of the sides of a value. */
  static Constant shape(Operation operation, int... dims) throws UnreadableNetwork {
    long start = bounded(operation.integer("start", 0), dims.length);
    long end = bounded(operation.integer("end", dims.length), dims.length);
    return Constants.row(
        IntStream.range((int) start, (int) Math.max(start, end))
            .mapToLong(axis -> dims[axis])
            .toArray());
  }

  private static long bounded(long index, int length) {
    return Math.max(0, Math.min(length, index < 0 ? index + length : index));
  }

  private static Constant reshape(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    return constant.reshaped(Constants.reshaped(operation, operation.row(1), constant.dims()));
  }

  private static Constant flatten(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    return constant.reshaped(Layouts.flattened(operation, constant.dims()));
  }

  private static Constant squeeze(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    return constant.reshaped(Layouts.squeezed(operation, constant.dims()));
  }

  private static Constant unsqueeze(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    return constant.reshaped(Layouts.unsqueezed(operation, constant.dims()));
  }

  private static Constant transpose(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    int[] axes = Layouts.permutation(operation, constant.dims().length);
    int[] before = Constants.steps(constant.dims());
    int[] dims = new int[axes.length];
    int[] from = new int[axes.length];
    for (int axis = 0; axis < axes.length; axis++) {
      dims[axis] = constant.dims()[axes[axis]];
      from[axis] = before[axes[axis]];
    }
    return placed(operation, constant, dims, (axis, index) -> index * from[axis]);
  }

  private static Constant concatenate(Operation operation) throws UnreadableNetwork {
    Constant first = operation.constant(0);
    if (first.dims().length != 1) {
      throw operation.unreadable("of weights", Operation.FOLDED);
    }
    Constants.axis(operation, operation.integer("axis", 0), 1);
    Constant joined = first;
    for (int i = 1; i < operation.inputs(); i++) {
      Constant next = operation.constant(i);
      if (next.dims().length != 1 || !next.getClass().equals(first.getClass())) {
        throw operation.damaged("of values of different kinds");
      }
      joined = joined(operation, joined, next);
    }
    return joined;
  }

  private static Constant joined(Operation operation, Constant one, Constant other)
      throws UnreadableNetwork {
    int size = Math.addExact(one.size(), other.size());
    operation.budget().take(size);
    int[] dims = {size};
    if (one instanceof Constant.Integers integers) {
      long[] values = Arrays.copyOf(integers.values(), size);
      long[] behind = ((Constant.Integers) other).values();
      System.arraycopy(behind, 0, values, one.size(), behind.length);
      return new Constant.Integers(dims, values);
    }
    float[] values = Arrays.copyOf(((Constant.Floats) one).values(), size);
    float[] behind = ((Constant.Floats) other).values();
    System.arraycopy(behind, 0, values, one.size(), behind.length);
    return new Constant.Floats(dims, values);
  }

  /** Some values of a row. */
  private static Constant gather(Operation operation) throws UnreadableNetwork {
    Constant row = operation.constant(0);
    if (row.dims().length != 1) {
      throw operation.unreadable("of weights", Operation.FOLDED);
    }
    Constants.axis(operation, operation.integer("axis", 0), 1);
    long[] indices = operation.row(1);
    int[] places = new int[indices.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Constants.axis(operation, indices[i], row.size());
    }
    return Constants.gathered(operation, row, operation.constant(1).dims(), i -> places[i]);
  }

  private static Constant slice(Operation operation) throws UnreadableNetwork {
    Constant constant = operation.constant(0);
    int[] dims = constant.dims().clone();
    int[] before = Constants.steps(dims);
    Slices slices = Slices.read(operation, dims);
    for (int axis = 0; axis < dims.length; axis++) {
      dims[axis] = slices.length(axis);
    }
    return placed(
        operation, constant, dims, (axis, index) -> slices.place(axis, index) * before[axis]);
  }

  /**
   * Some of the values of a constant, in another order.
   *
   * @param dims the sides of the result
   * @param part what an index along an axis of the result adds to the place in the constant
   */
  private static Constant placed(
      Operation operation, Constant constant, int[] dims, IntBinaryOperator part)
      throws UnreadableNetwork {
    int[] steps = Constants.steps(dims);
    return Constants.gathered(
        operation,
        constant,
        dims,
        i -> {
          int place = 0;
          for (int axis = 0; axis < dims.length; axis++) {
            place += part.applyAsInt(axis, i / steps[axis] % dims[axis]);
          }
          return place;
        });
  }
}
