package org.qusecnets.sweep.dataset.format;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Bilinear resizing with a triangle as wide as the pixels of the smaller image, so that nothing is
 * left out where an image becomes smaller: what Pillow calls BILINEAR and torchvision's {@code
 * Resize} does. Rows and columns one after the other, each rounded to whole values, with weights of
 * 22 bits behind the point as Pillow has them, so that the values are the same.
 */
final class Resampling {
  /** Behind the point of a weight. */
  private static final int BITS = 22;

  private Resampling() {}

  /** What weight each pixel from {@code first} on has. */
  private record Window(int first, int[] weights) {}

  /** The image with other sides. */
  static Picture resized(Picture picture, int height, int width) {
    ImageShape from = picture.shape();
    if (from.height() == height && from.width() == width) {
      return picture;
    }
    ImageShape wide = new ImageShape(from.channels(), from.height(), width);
    byte[] rows = new byte[wide.size()];
    Window[] columns = windows(from.width(), width);
    for (int row = 0; row < from.channels() * from.height(); row++) {
      for (int x = 0; x < width; x++) {
        rows[row * width + x] = sum(picture.values(), row * from.width(), 1, columns[x]);
      }
    }
    ImageShape to = new ImageShape(from.channels(), height, width);
    byte[] values = new byte[to.size()];
    Window[] lines = windows(from.height(), height);
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          values[(c * height + y) * width + x] =
              sum(rows, c * from.height() * width + x, width, lines[y]);
        }
      }
    }
    return new Picture(to, values);
  }

  private static byte sum(byte[] values, int from, int step, Window window) {
    long sum = 1L << (BITS - 1);
    for (int i = 0; i < window.weights.length; i++) {
      sum +=
          (long) window.weights[i] * Byte.toUnsignedInt(values[from + (window.first + i) * step]);
    }
    return (byte) Math.max(0, Math.min(255, sum >> BITS));
  }

  private static Window[] windows(int from, int to) {
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    Window[] windows = new Window[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      int first = (int) Math.max(0, Math.floor(centre - reach + 0.5));
      int last = (int) Math.min(from, Math.floor(centre + reach + 0.5));
      double[] weights = new double[last - first];
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        weights[j] = Math.max(0, 1 - Math.abs((first + j + 0.5 - centre) / reach));
        sum += weights[j];
      }
      int[] whole = new int[weights.length];
      for (int j = 0; j < weights.length; j++) {
        whole[j] = (int) Math.floor(weights[j] / sum * (1 << BITS) + 0.5);
      }
      windows[i] = new Window(first, whole);
    }
    return windows;
  }
}
