package org.qusecnets.sweep.dataset.format;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * One image as a file holds it.
 *
 * @param shape its shape; one channel is grey, three are red, green and blue
 * @param values one unsigned byte a value, [channels, height, width]
 */
public record Picture(ImageShape shape, byte[] values) {
  /** Checks that all values are there. */
  public Picture {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(values.length + " values for " + shape);
    }
  }

  /**
   * The same image with so many channels: grey in all three, or of three the grey that ITU-R BT.601
   * has for them, in whole numbers as Pillow reckons it.
   *
   * @param channels 1 or 3
   * @throws DamagedPicture if it has neither one channel nor three
   */
  Picture withChannels(int channels) throws DamagedPicture {
    if (channels == shape.channels()) {
      return this;
    }
    int plane = shape.height() * shape.width();
    byte[] changed = new byte[channels * plane];
    if (shape.channels() == 1) {
      for (int c = 0; c < channels; c++) {
        System.arraycopy(values, 0, changed, c * plane, plane);
      }
    } else if (shape.channels() == 3 && channels == 1) {
      for (int i = 0; i < plane; i++) {
        int sum =
            19_595 * Byte.toUnsignedInt(values[i])
                + 38_470 * Byte.toUnsignedInt(values[plane + i])
                + 7_471 * Byte.toUnsignedInt(values[2 * plane + i]);
        changed[i] = (byte) ((sum + (1 << 15)) >> 16);
      }
    } else {
      throw new DamagedPicture(
          "has " + shape.channels() + " channels, which are neither 1 nor 3",
          "convert it to grey or RGB");
    }
    return new Picture(new ImageShape(channels, shape.height(), shape.width()), changed);
  }
}
