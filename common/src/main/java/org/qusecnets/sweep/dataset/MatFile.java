package org.qusecnets.sweep.dataset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;

/**
 * Parser of MATLAB's files of version 5 as far as they hold arrays of unsigned bytes: a header of
 * 128 bytes, then elements, each with a type and a length, which may be compressed.
 *
 * @see <a href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">MAT-File
 *     Format</a>
 */
final class MatFile {
  private static final int HEADER = 128;
  private static final int ORDER_MARK = 126;
  private static final int TAG = 8;
  private static final int BYTES = 2;
  private static final int MATRIX = 14;
  private static final int COMPRESSED = 15;

  private MatFile() {}

  /**
   * An array.
   *
   * @param sides in MATLAB's order: the first one's index changes fastest
   */
  record Array(int[] sides, byte[] values) {}

  /** An element of a file or of another element. */
  private record Element(int type, ByteBuffer content) {}

  /** The arrays of a file, by name. */
  static Map<String, Array> read(byte[] content) throws IOException {
    if (content.length < HEADER || content[ORDER_MARK] != 'I' || content[ORDER_MARK + 1] != 'M') {
      throw new DamagedFile("it is no MATLAB file of version 5");
    }
    ByteBuffer file = buffer(content);
    file.position(HEADER);
    Map<String, Array> arrays = new HashMap<>();
    while (file.remaining() >= TAG) {
      Element element = next(file);
      if (element.type == COMPRESSED) {
        element = next(buffer(inflated(element.content)));
      }
      if (element.type == MATRIX) {
        add(element.content, arrays);
      }
    }
    return arrays;
  }

  private static ByteBuffer buffer(byte[] content) {
    return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] inflated(ByteBuffer compressed) throws IOException {
    byte[] bytes = new byte[compressed.remaining()];
    compressed.get(bytes);
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  private static void add(ByteBuffer matrix, Map<String, Array> arrays) throws DamagedFile {
    next(matrix);
    ByteBuffer dimensions = next(matrix).content;
    int[] sides = new int[dimensions.remaining() / Integer.BYTES];
    dimensions.asIntBuffer().get(sides);
    ByteBuffer named = next(matrix).content;
    byte[] name = new byte[named.remaining()];
    named.get(name);
    Element data = next(matrix);
    if (data.type == BYTES) {
      byte[] values = new byte[data.content.remaining()];
      data.content.get(values);
      arrays.put(new String(name, StandardCharsets.US_ASCII), new Array(sides, values));
    }
  }

  /** Reads an element; one of at most four bytes may stand in its own tag. */
  private static Element next(ByteBuffer from) throws DamagedFile {
    if (from.remaining() < TAG) {
      throw new DamagedFile("it ends within an element");
    }
    int type = from.getInt();
    int length = type >>> Short.SIZE;
    boolean small = length > 0;
    if (!small) {
      length = from.getInt();
    }
    if (length < 0
        || length > (small ? Math.min(Integer.BYTES, from.remaining()) : from.remaining())) {
      throw new DamagedFile("it ends within an element of " + length + " bytes");
    }
    ByteBuffer content = from.slice(from.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    int stored = small ? Integer.BYTES : length;
    // Elements begin at multiples of eight bytes, but for what is compressed.
    int padded = (type & 0xffff) == COMPRESSED ? stored : (stored + TAG - 1) / TAG * TAG;
    int end = small ? from.position() + stored : from.position() + padded;
    from.position(Math.min(from.limit(), end));
    return new Element(type & 0xffff, content);
  }
}
