package org.qusecnets.sweep.dataset;

import java.io.Serializable;

/**
 * The shape of one image: {@code channels} planes of {@code height} rows of {@code width} pixels,
 * stored in that order.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height rows
 * @param width pixels a row
 */
public record ImageShape(int channels, int height, int width) implements Serializable {
  /** Checks that no side is empty. */
  public ImageShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image shape has positive sides, was " + channels + " x " + height + " x " + width);
    }
    if ((long) channels * height > Integer.MAX_VALUE / width) {
      throw new IllegalArgumentException(
          "an image has at most 2,147,483,647 values, was "
              + channels
              + " x "
              + height
              + " x "
              + width);
    }
  }

  /** Number of values of one image. */
  public int size() {
    return channels * height * width;
  }
}
