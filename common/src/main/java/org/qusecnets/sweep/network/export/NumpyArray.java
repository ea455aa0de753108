package org.qusecnets.sweep.network.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array as NumPy stores it in a {@code .npy} file of version 1.0: little-endian, in C order.
 *
 * @param type NumPy's name of its values' type, such as {@code <f4}
 * @param shape its sides, none of a single value
 * @param values writes the values
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The NPY
 *     format</a>
 */
public record NumpyArray(String type, List<Long> shape, Values values) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Values begin at a multiple of so many bytes. */
  private static final int ALIGNMENT = 64;

  /** Values that are turned into bytes at a time. */
  private static final int BUFFERED = 1 << 14;

  /** Writes an array's values, the same ones each time it is asked to. */
  @FunctionalInterface
  public interface Values {
    /** Writes all of them, one after another. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Copies the shape. */
  public NumpyArray {
    shape = List.copyOf(shape);
  }

  /**
   * An array of float32, which need not be in memory as a whole.
   *
   * @param values writes {@link #floatBytes} of them
   * @param shape its sides
   */
  public static NumpyArray floats(Values values, long... shape) {
    return new NumpyArray("<f4", Arrays.stream(shape).boxed().toList(), values);
  }

  /** The float32 of ND4J's array, in C order whatever its own order is. */
  static NumpyArray of(INDArray array) {
    float[] values = array.castTo(DataType.FLOAT).dup('c').data().asFloat();
    return floats(out -> write(values, out), array.shape());
  }

  /** A list of int64. */
  public static NumpyArray integers(long... values) {
    byte[] bytes = new byte[values.length * Long.BYTES];
    littleEndian(bytes).asLongBuffer().put(values);
    return list("<i8", values.length, bytes);
  }

  /** A list of truth values. */
  public static NumpyArray booleans(boolean... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return list("|b1", values.length, bytes);
  }

  /** A list of texts, which NumPy reads without {@code allow_pickle}. */
  public static NumpyArray texts(List<String> values) {
    int longest = values.stream().mapToInt(NumpyArray::letters).max().orElse(0);
    // NumPy itself has no texts of no letters.
    int width = Math.max(1, longest);
    byte[] bytes = new byte[values.size() * width * Integer.BYTES];
    IntBuffer letters = littleEndian(bytes).asIntBuffer();
    for (int i = 0; i < values.size(); i++) {
      letters.position(i * width).put(values.get(i).codePoints().toArray());
    }
    return list("<U" + width, values.size(), bytes);
  }

  private static int letters(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A single float64. */
  public static NumpyArray decimal(double value) {
    byte[] bytes = new byte[Double.BYTES];
    littleEndian(bytes).putDouble(value);
    return new NumpyArray("<f8", List.of(), out -> out.write(bytes));
  }

  /** A single text. */
  public static NumpyArray text(String value) {
    NumpyArray list = texts(List.of(value));
    return new NumpyArray(list.type, List.of(), list.values);
  }

  private static NumpyArray list(String type, long length, byte[] bytes) {
    return new NumpyArray(type, List.of(length), out -> out.write(bytes));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Some of an array of float32 as the bytes of its file. */
  public static byte[] floatBytes(float[] values, int from, int length) {
    byte[] bytes = new byte[length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(values, from, length);
    return bytes;
  }

  private static void write(float[] values, OutputStream out) throws IOException {
    for (int from = 0; from < values.length; from += BUFFERED) {
      out.write(floatBytes(values, from, Math.min(BUFFERED, values.length - from)));
    }
  }

  /** Writes the file. */
  void writeTo(OutputStream out) throws IOException {
    out.write(MAGIC);
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, sides());
    int before = MAGIC.length + Short.BYTES;
    int padding = ALIGNMENT - 1 - (before + header.length()) % ALIGNMENT;
    byte[] padded = (header + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    out.write(padded.length);
    out.write(padded.length >>> Byte.SIZE);
    out.write(padded);
    values.writeTo(out);
  }

  /** As Python writes a tuple: one side has a comma behind it, too. */
  private String sides() {
    String sides = shape.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return shape.size() == 1 ? sides + "," : sides;
  }
}
