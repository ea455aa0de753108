package org.qusecnets.sweep.network.pretrained.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.nd4j.shade.protobuf.ByteString;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Numbers in a file. */
final class Tensors {
  /** Axes that a tensor may have. */
  static final int MOST_AXES = 8;

  private static final String AGAIN = "export the network again";

  /** Bytes of a number of each kind that is read. */
  private static final Map<DataType, Integer> BYTES =
      Map.of(
          DataType.FLOAT, Float.BYTES,
          DataType.DOUBLE, Double.BYTES,
          DataType.FLOAT16, Short.BYTES,
          DataType.BFLOAT16, Short.BYTES,
          DataType.INT64, Long.BYTES,
          DataType.INT32, Integer.BYTES,
          DataType.BOOL, 1);

  private Tensors() {}

  /** Whether a type is of real numbers that float32 has room for. */
  static boolean isReal(long type) {
    return type == DataType.FLOAT_VALUE || type == DataType.DOUBLE_VALUE;
  }

  /** Whether a type is of integers that shapes are computed in. */
  static boolean isInteger(long type) {
    return type == DataType.INT64_VALUE || type == DataType.INT32_VALUE;
  }

  /** The type that a node turns numbers into; how it rounds matters to none of those above. */
  static long target(Operation operation) throws UnreadableNetwork {
    operation.integer("saturate", 1);
    operation.word("round_mode", "up");
    return operation.integer("to", 0);
  }

  /** The name of a type. */
  static String type(long number) {
    DataType type = number == (int) number ? DataType.forNumber((int) number) : null;
    return type == null ? "the type " + number : type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The numbers of a tensor; those of double precision are rounded.
   *
   * @throws UnreadableNetwork if it holds others than its sides say, or they are in another file
   */
  static Constant read(TensorProto tensor, Budget budget) throws UnreadableNetwork {
    String name = "the tensor " + Operation.shown(tensor.getName());
    if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
        || tensor.getExternalDataCount() > 0) {
      throw new UnreadableNetwork(
          "has " + name + " in another file",
          "export it as one file, in PyTorch with external_data=False");
    }
    DataType type = DataType.forNumber(tensor.getDataType());
    if (type == null || !BYTES.containsKey(type) || tensor.hasSegment()) {
      throw new UnreadableNetwork(
          "has %s of %s".formatted(name, type(tensor.getDataType())),
          "export the network in float32");
    }
    int[] dims = new int[tensor.getDimsCount()];
    if (dims.length > MOST_AXES) {
      throw new UnreadableNetwork("has %s with %,d axes".formatted(name, dims.length), AGAIN);
    }
    long size = 1;
    for (int i = 0; i < dims.length; i++) {
      long dim = tensor.getDims(i);
      if (dim < 0 || dim > Integer.MAX_VALUE || size * dim > Integer.MAX_VALUE) {
        throw new UnreadableNetwork("has %s with a side of %d".formatted(name, dim), AGAIN);
      }
      dims[i] = (int) dim;
      size *= dim;
    }
    long held =
        isRaw(tensor) ? tensor.getRawData().size() / BYTES.get(type) : listed(tensor, type).size();
    boolean isWhole = !isRaw(tensor) || tensor.getRawData().size() % BYTES.get(type) == 0;
    if (held != size || !isWhole) {
      throw new UnreadableNetwork(
          "has %s of %,d numbers, but holds %,d".formatted(name, size, held), AGAIN);
    }
    budget.take(size);
    return isInteger(type.getNumber()) || type == DataType.BOOL
        ? new Constant.Integers(dims, integers(tensor, type, (int) size))
        : new Constant.Floats(dims, floats(tensor, type, (int) size, name));
  }

  private static boolean isRaw(TensorProto tensor) {
    return !tensor.getRawData().isEmpty();
  }

  private static List<? extends Number> listed(TensorProto tensor, DataType type) {
    return switch (type) {
      case FLOAT -> tensor.getFloatDataList();
      case DOUBLE -> tensor.getDoubleDataList();
      case INT64 -> tensor.getInt64DataList();
      default -> tensor.getInt32DataList();
    };
  }

  private static ByteBuffer raw(ByteString bytes) {
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long[] integers(TensorProto tensor, DataType type, int size) {
    long[] values = new long[size];
    ByteBuffer bytes = raw(tensor.getRawData());
    List<? extends Number> listed = listed(tensor, type);
    for (int i = 0; i < size; i++) {
      values[i] =
          !isRaw(tensor)
              ? listed.get(i).longValue()
              : switch (type) {
                case INT64 -> bytes.getLong();
                case INT32 -> bytes.getInt();
                default -> bytes.get();
              };
    }
    return values;
  }

  private static float[] floats(TensorProto tensor, DataType type, int size, String name)
      throws UnreadableNetwork {
    float[] values = new float[size];
    ByteBuffer bytes = raw(tensor.getRawData());
    if (type == DataType.FLOAT && isRaw(tensor)) {
      bytes.asFloatBuffer().get(values);
      return values;
    }
    List<? extends Number> listed = listed(tensor, type);
    for (int i = 0; i < size; i++) {
      double value =
          switch (type) {
            case FLOAT16 -> half(isRaw(tensor) ? bytes.getShort() : listed.get(i).shortValue());
            case BFLOAT16 ->
                Float.intBitsToFloat(
                    (isRaw(tensor) ? bytes.getShort() : listed.get(i).shortValue()) << 16);
            case DOUBLE -> isRaw(tensor) ? bytes.getDouble() : listed.get(i).doubleValue();
            default -> listed.get(i).doubleValue();
          };
      values[i] = (float) value;
      if (Float.isInfinite(values[i]) && !Double.isInfinite(value)) {
        throw new UnreadableNetwork(
            "has %s with %s, which float32 has no room for".formatted(name, value),
            "export the network in float32");
      }
    }
    return values;
  }

  /** The number that 16 bits are: sign, 5 bits of exponent, 10 of fraction (IEEE 754). */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (fraction + 0x400), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
