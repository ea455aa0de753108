package org.qusecnets.sweep.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes compressed files and tar archives. */
final class Compressed {
  private static final int BLOCK = 512;

  private Compressed() {}

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** A tar archive of one folder with files. */
  static byte[] tar(String folder, Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header(folder + "/", 0, '5'));
    files.forEach(
        (name, content) -> {
          bytes.writeBytes(header(folder + "/" + name, content.length, '0'));
          bytes.writeBytes(content);
          bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        });
    bytes.writeBytes(new byte[2 * BLOCK]);
    return bytes.toByteArray();
  }

  private static byte[] header(String name, int size, char type) {
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 124, String.format("%011o", size));
    header[156] = (byte) type;
    put(header, 257, "ustar");
    return header;
  }

  private static void put(byte[] header, int from, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, from, bytes.length);
  }
}
