package org.qusecnets.sweep.dataset.format;

import java.io.ByteArrayOutputStream;

/**
 * The segments in front of a JPEG file's picture, each with a marker and its length.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81, Annex B</a>
 */
final class JpegSegments {
  private static final int MARK = 0xff;
  private static final int START = 0xd8;
  private static final int APPLICATION_2 = 0xe2;
  private static final int SCAN = 0xda;

  private JpegSegments() {}

  /** The same file without a colour profile, which Java would apply; others as they are. */
  static byte[] withoutProfile(byte[] content) {
    if (content.length < 4 || at(content, 0) != MARK || at(content, 1) != START) {
      return content;
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(content.length);
    kept.write(content, 0, 2);
    int next = 2;
    while (next + 4 <= content.length
        && at(content, next) == MARK
        && at(content, next + 1) != SCAN) {
      int end = next + 2 + ((at(content, next + 2) << Byte.SIZE) | at(content, next + 3));
      if (end > content.length) {
        return content;
      }
      if (at(content, next + 1) != APPLICATION_2) {
        kept.write(content, next, end - next);
      }
      next = end;
    }
    kept.write(content, next, content.length - next);
    return kept.toByteArray();
  }

  private static int at(byte[] content, int place) {
    return Byte.toUnsignedInt(content[place]);
  }
}
