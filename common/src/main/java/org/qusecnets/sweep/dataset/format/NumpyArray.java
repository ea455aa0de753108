package org.qusecnets.sweep.dataset.format;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a {@code .npy} file: what its values are, and of what shape.
 *
 * @param type such as {@code u1} or {@code f4}
 * @param bigEndian the order of the bytes of a value
 * @param shape in C order
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">The NPY
 *     format</a>
 */
record NumpyArray(String type, boolean bigEndian, int[] shape) {
  /** What to do about a file that is none. */
  static final String SAVE = "write it with numpy.savez";

  private static final String FEWER = "take fewer images";

  private static final Set<String> TYPES =
      Set.of("b1", "u1", "i1", "u2", "i2", "u4", "i4", "i8", "u8", "f4", "f8");
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST_HEADER = 1 << 16;
  private static final Pattern TYPE = Pattern.compile("'descr': *'([<>|=])([a-z]\\d+)'");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");

  /** Reads it; behind it are the values. */
  static NumpyArray read(InputStream content) throws IOException {
    DataInputStream in = new DataInputStream(content);
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new DamagedPicture("is no NumPy array", SAVE);
    }
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    int length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.reverseBytes(in.readInt());
    if (length < 0 || length > LONGEST_HEADER) {
      throw new DamagedPicture("has a header of " + length + " bytes", SAVE);
    }
    return parse(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
  }

  private static NumpyArray parse(String header) throws DamagedPicture {
    Matcher type = TYPE.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!type.find() || !shape.find() || !TYPES.contains(type.group(2))) {
      throw new DamagedPicture(
          "has values of a kind that are no numbers: " + header.strip(), "save numbers");
    }
    if (header.contains("'fortran_order': True")) {
      throw new DamagedPicture("is in Fortran order", "save numpy.ascontiguousarray of it");
    }
    try {
      int[] sides =
          Arrays.stream(shape.group(1).split(","))
              .map(String::strip)
              .filter(side -> !side.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      return new NumpyArray(type.group(2), type.group(1).equals(">"), sides);
    } catch (NumberFormatException e) {
      throw new DamagedPicture("is larger than an array can be: " + shape.group(1), FEWER);
    }
  }

  /** Whether its values are fractions. */
  boolean isFloat() {
    return type.charAt(0) == 'f';
  }

  /** Number of bytes of a value. */
  private int width() {
    return type.charAt(1) - '0';
  }

  /** Number of values. */
  private long values() throws DamagedPicture {
    try {
      long values = 1;
      for (int side : shape) {
        values = Math.multiplyExact(values, side);
      }
      return Math.multiplyExact(values, width()) / width();
    } catch (ArithmeticException e) {
      throw new DamagedPicture("is larger than an array can be: " + Arrays.toString(shape), FEWER);
    }
  }

  /**
   * Number of values, for which there is room.
   *
   * @param packed how many bytes hold them, compressed or not
   */
  int checkedValues(long packed) throws DamagedPicture {
    long values = values();
    WholeFile.checkUnpacked(values * width(), packed);
    return WholeFile.inOneArray(values);
  }

  /** What takes values one after another. */
  interface Sink {
    void take(int number, double value) throws DamagedPicture;
  }

  /** Reads all values; whole numbers beyond 53 bits are rounded. */
  void read(InputStream content, Sink sink) throws IOException {
    byte[] value = new byte[width()];
    byte[] buffer = new byte[value.length << 13];
    long left = values() * value.length;
    int number = 0;
    while (left > 0) {
      int read = content.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
      if (read == 0 || read % value.length != 0) {
        throw new DamagedPicture(
            "ends in the middle: " + left + " bytes are missing", DamagedPicture.REPLACE);
      }
      for (int from = 0; from < read; from += value.length) {
        sink.take(number++, value(buffer, from, value.length));
      }
      left -= read;
    }
  }

  private double value(byte[] buffer, int from, int bytes) {
    long bits = 0;
    for (int i = 0; i < bytes; i++) {
      int at = bigEndian ? from + i : from + bytes - 1 - i;
      bits = bits << Byte.SIZE | Byte.toUnsignedLong(buffer[at]);
    }
    return switch (type) {
      case "f4" -> Float.intBitsToFloat((int) bits);
      case "f8" -> Double.longBitsToDouble(bits);
      case "i1" -> (byte) bits;
      case "i2" -> (short) bits;
      case "i4" -> (int) bits;
      default -> bits;
    };
  }
}
