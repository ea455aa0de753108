package org.qusecnets.sweep.dataset;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Parser of IDX files of unsigned bytes: a magic number that tells type and number of dimensions,
 * the dimensions, then the values; whole numbers have 4 bytes, the highest first.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">The IDX file format</a>
 */
final class IdxFile {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int LABELS_MAGIC = 0x0801;

  private IdxFile() {}

  /** The pixels of a file of {@code count} images of one channel. */
  static byte[] images(byte[] content, int count, ImageShape shape) throws DamagedFile {
    return values(content, IMAGES_MAGIC, count, shape.height(), shape.width());
  }

  /** The labels of a file of {@code count} labels below {@code classes}. */
  static byte[] labels(byte[] content, int count, int classes) throws DamagedFile {
    byte[] labels = values(content, LABELS_MAGIC, count);
    DamagedFile.checkLabels(labels, classes);
    return labels;
  }

  private static byte[] values(byte[] content, int magic, int... dimensions) throws DamagedFile {
    int headerSize = Integer.BYTES * (1 + dimensions.length);
    if (content.length < headerSize) {
      throw new DamagedFile(
          "it has " + content.length + " bytes, expected a header of " + headerSize);
    }
    ByteBuffer header = ByteBuffer.wrap(content);
    int foundMagic = header.getInt();
    if (foundMagic != magic) {
      throw new DamagedFile(
          String.format("its magic number is 0x%08x, expected 0x%08x", foundMagic, magic));
    }
    int values = 1;
    for (int i = 0; i < dimensions.length; i++) {
      int found = header.getInt();
      if (found != dimensions[i]) {
        throw new DamagedFile(
            "its dimension "
                + (i + 1)
                + " is "
                + Integer.toUnsignedString(found)
                + ", expected "
                + dimensions[i]);
      }
      values *= dimensions[i];
    }
    int size = headerSize + values;
    if (content.length != size) {
      throw new DamagedFile("it has " + content.length + " bytes, expected " + size);
    }
    return Arrays.copyOfRange(content, headerSize, size);
  }
}
