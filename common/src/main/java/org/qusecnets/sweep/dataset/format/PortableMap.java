package org.qusecnets.sweep.dataset.format;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * A PGM or PPM file, in text (P2, P3) or binary (P5, P6), of 8 bits a value.
 *
 * @see <a href="https://netpbm.sourceforge.net/doc/ppm.html">The PPM format</a>
 */
final class PortableMap {
  private static final int MOST = 255;

  private final byte[] content;
  private int next = 2;

  PortableMap(byte[] content) {
    this.content = content;
  }

  /** Whether a file is one, by how it begins. */
  static boolean isOne(byte[] content) {
    return content.length > 2
        && content[0] == 'P'
        && "2356".indexOf(content[1]) >= 0
        && Character.isWhitespace(content[2]);
  }

  Picture picture() throws DamagedPicture {
    char kind = (char) content[1];
    int channels = kind == '3' || kind == '6' ? 3 : 1;
    int width = number("width");
    int height = number("height");
    int most = number("greatest value");
    if (most < 1 || most > MOST) {
      throw new DamagedPicture("has values up to " + most, "save it with 8 bits a channel");
    }
    PictureFile.checkPixels(width, height);
    ImageShape shape = new ImageShape(channels, height, width);
    boolean binary = kind >= '5';
    if (binary) {
      // One white space stands between the header and the values.
      next++;
      if (content.length - next < shape.size()) {
        throw new DamagedPicture(
            "ends after %d of %d values"
                .formatted(Math.max(0, content.length - next), shape.size()),
            DamagedPicture.REPLACE);
      }
    }
    if (!binary && content.length - next < 2L * shape.size() - 1) {
      throw new DamagedPicture(
          "is too short for " + shape.size() + " values", DamagedPicture.REPLACE);
    }
    byte[] values = new byte[shape.size()];
    int plane = height * width;
    for (int i = 0; i < values.length; i++) {
      int value = binary ? Byte.toUnsignedInt(content[next++]) : number("value " + i);
      if (value > most) {
        throw new DamagedPicture(
            "has the value " + value + " above its greatest, " + most, DamagedPicture.REPLACE);
      }
      values[i % channels * plane + i / channels] = (byte) ((value * MOST + most / 2) / most);
    }
    return new Picture(shape, values);
  }

  /** A number of the header or of a text, behind white space and comments. */
  private int number(String what) throws DamagedPicture {
    while (next < content.length
        && (Character.isWhitespace(content[next]) || content[next] == '#')) {
      if (content[next] == '#') {
        while (next < content.length && content[next] != '\n') {
          next++;
        }
      } else {
        next++;
      }
    }
    long number = 0;
    int from = next;
    while (next < content.length && Character.isDigit(content[next]) && next - from < 10) {
      number = 10 * number + content[next++] - '0';
    }
    if (next == from || number > Integer.MAX_VALUE) {
      throw new DamagedPicture("has no " + what + " where one is expected", DamagedPicture.REPLACE);
    }
    return (int) number;
  }
}
