package org.qusecnets.sweep.certificate.bound;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * All values between a lower and an upper one each, [rows, columns, channels].
 *
 * @param lower the lower bounds
 * @param upper the upper bounds, nowhere below the lower ones
 */
public record Box(double[] lower, double[] upper) {
  /** Checks that no bound is missing or the wrong way round. */
  public Box {
    if (lower.length != upper.length) {
      throw new IllegalArgumentException(
          lower.length + " lower and " + upper.length + " upper bounds");
    }
    for (int i = 0; i < lower.length; i++) {
      if (!(lower[i] <= upper[i])) {
        throw new IllegalArgumentException(
            "no value is between " + lower[i] + " and " + upper[i] + ", bounds " + i);
      }
    }
  }

  /**
   * The box between two images.
   *
   * @param lower [channels, rows, columns]
   * @param upper the same
   */
  public static Box between(double[] lower, double[] upper, ImageShape shape) {
    return new Box(channelsLast(lower, shape), channelsLast(upper, shape));
  }

  private static double[] channelsLast(double[] image, ImageShape shape) {
    int plane = shape.height() * shape.width();
    double[] turned = new double[image.length];
    for (int c = 0; c < shape.channels(); c++) {
      for (int i = 0; i < plane; i++) {
        turned[i * shape.channels() + c] = image[c * plane + i];
      }
    }
    return turned;
  }

  /** A point [rows, columns, channels] as [channels, rows, columns]. */
  public static float[] channelsFirst(double[] point, ImageShape shape) {
    int plane = shape.height() * shape.width();
    float[] turned = new float[point.length];
    for (int i = 0; i < point.length; i++) {
      turned[i % shape.channels() * plane + i / shape.channels()] = (float) point[i];
    }
    return turned;
  }

  /** Number of values that can differ by more than a width. */
  public int wider(double width) {
    int count = 0;
    for (int i = 0; i < lower.length; i++) {
      count += upper[i] - lower[i] > width ? 1 : 0;
    }
    return count;
  }

  /** The same box with other bounds of one value. */
  public Box with(int value, double otherLower, double otherUpper) {
    double[] lows = lower.clone();
    double[] highs = upper.clone();
    lows[value] = otherLower;
    highs[value] = otherUpper;
    return new Box(lows, highs);
  }

  /** The largest absolute value. */
  double magnitude() {
    double magnitude = 0;
    for (int i = 0; i < lower.length; i++) {
      magnitude = Math.max(magnitude, Math.max(Math.abs(lower[i]), Math.abs(upper[i])));
    }
    return magnitude;
  }
}
