package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An array of a NumPy archive, read by nothing but the description of the format.
 *
 * @param type such as {@code <f4}
 * @param shape its sides
 * @param values one after another: Float, Double, Long, Boolean or String
 */
public record NaiveNumpy(String type, List<Integer> shape, List<Object> values) {
  private static final int MAGIC = 6;

  /** All arrays of an archive by name. */
  public static Map<String, NaiveNumpy> read(Path archive) throws IOException {
    Map<String, NaiveNumpy> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
        byte[] file = zip.getInputStream(entry).readAllBytes();
        arrays.put(entry.getName().replace(".npy", ""), read(file));
      }
    }
    return arrays;
  }

  private static NaiveNumpy read(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC];
    bytes.get(magic);
    if (!new String(magic, StandardCharsets.ISO_8859_1).equals("\u0093NUMPY")
        || bytes.get() != 1
        || bytes.get() != 0) {
      throw new IllegalArgumentException("no array of version 1.0");
    }
    byte[] header = new byte[bytes.getShort()];
    bytes.get(header);
    String text = new String(header, StandardCharsets.ISO_8859_1);
    if (bytes.position() % 64 != 0 || !text.endsWith("\n")) {
      throw new IllegalArgumentException("values begin at " + bytes.position());
    }
    String type = text.replaceAll("(?s).*'descr': '(.*?)'.*", "$1");
    List<Integer> shape =
        Arrays.stream(text.replaceAll("(?s).*'shape': \\((.*?)\\).*", "$1").split(","))
            .map(String::strip)
            .filter(side -> !side.isEmpty())
            .map(Integer::parseInt)
            .toList();
    int count = shape.stream().reduce(1, (one, other) -> one * other);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(value(type, bytes));
    }
    if (bytes.hasRemaining()) {
      throw new IllegalArgumentException("behind the values are " + bytes.remaining() + " bytes");
    }
    return new NaiveNumpy(type, shape, values);
  }

  private static Object value(String type, ByteBuffer bytes) {
    if (type.startsWith("<U")) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < Integer.parseInt(type.substring(2)); i++) {
        int letter = bytes.getInt();
        text.append(letter == 0 ? "" : Character.toString(letter));
      }
      return text.toString();
    }
    return switch (type) {
      case "<f4" -> bytes.getFloat();
      case "<f8" -> bytes.getDouble();
      case "<i8" -> bytes.getLong();
      case "|b1" -> bytes.get() != 0;
      default -> throw new IllegalArgumentException(type);
    };
  }

  /** One image of an array of them, [channels, height, width]. */
  float[] image(int number) {
    int size = values.size() / shape.get(0);
    float[] image = new float[size];
    for (int i = 0; i < size; i++) {
      image[i] = (Float) values.get(number * size + i);
    }
    return image;
  }
}
