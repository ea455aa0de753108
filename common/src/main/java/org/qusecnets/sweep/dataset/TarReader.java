package org.qusecnets.sweep.dataset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a tar archive from front to back: blocks of 512 bytes, for each file a header block and
 * then its content, filled up to whole blocks.
 *
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">Basic Tar
 *     Format</a>
 */
final class TarReader {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int SIZE_OFFSET = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int TYPE_OFFSET = 156;

  private TarReader() {}

  /** Is given each regular file of an archive. */
  @FunctionalInterface
  interface Visitor {
    /**
     * Takes a file, or leaves it.
     *
     * @param name the last part of its name
     * @param content its content; need not be read to the end
     */
    void visit(String name, InputStream content) throws IOException;
  }

  /** Shows every regular file of an uncompressed archive to the visitor. */
  static void read(InputStream archive, Visitor visitor) throws IOException {
    byte[] header = archive.readNBytes(BLOCK);
    while (header.length == BLOCK && header[0] != 0) {
      long size = size(header);
      TarContent content = new TarContent(archive, size);
      if (header[TYPE_OFFSET] == '0' || header[TYPE_OFFSET] == 0) {
        String name = text(header, 0, NAME_LENGTH);
        visitor.visit(name.substring(name.lastIndexOf('/') + 1), content);
      }
      long padding = (BLOCK - size % BLOCK) % BLOCK;
      archive.skipNBytes(content.remaining() + padding);
      header = archive.readNBytes(BLOCK);
    }
  }

  private static long size(byte[] header) throws DamagedFile {
    String octal = text(header, SIZE_OFFSET, SIZE_LENGTH).strip();
    if (!octal.matches("[0-7]+")) {
      throw new DamagedFile("it is no tar archive: a file's size is \"" + octal + "\"");
    }
    return Long.parseLong(octal, 8);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.US_ASCII);
  }

  private static final class TarContent extends InputStream {
    private final InputStream archive;
    private long remaining;

    TarContent(InputStream archive, long size) {
      this.archive = archive;
      this.remaining = size;
    }

    long remaining() {
      return remaining;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      if (remaining == 0) {
        return -1;
      }
      int read = archive.read(buffer, from, (int) Math.min(length, remaining));
      if (read < 0) {
        throw new EOFException("in a file of a tar archive");
      }
      remaining -= read;
      return read;
    }
  }
}
