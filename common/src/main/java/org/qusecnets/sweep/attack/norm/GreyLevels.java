package org.qusecnets.sweep.attack.norm;

/** The 256 values that a pixel can have in a file. */
public final class GreyLevels {
  private static final float LARGEST = 255;

  private GreyLevels() {}

  /** The nearest of them, of two the upper; in double precision the sum is exact. */
  public static float nearest(float value) {
    return (int) (value * LARGEST + 0.5) / LARGEST;
  }

  /** The smallest of them that is not below a value in [0, 1]. */
  public static float atLeast(float value) {
    int level = (int) (value * LARGEST + 0.5);
    return level / LARGEST < value ? (level + 1) / LARGEST : level / LARGEST;
  }

  /** The largest of them that is not above a value in [0, 1]. */
  public static float atMost(float value) {
    int level = (int) (value * LARGEST + 0.5);
    return level / LARGEST > value ? (level - 1) / LARGEST : level / LARGEST;
  }

  /** The nearest of each value. */
  public static float[] nearest(float[] values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = nearest(values[i]);
    }
    return rounded;
  }
}
