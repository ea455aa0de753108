package org.qusecnets.sweep.defense;

/**
 * The colour space CIE L*a*b* with white point D65 in 8 bits, from red, green and blue that are
 * proportional to the light: the lightness times 255/100, and both colours plus 128.
 *
 * <p>As OpenCV's {@code COLOR_LRGB2Lab} and {@code COLOR_Lab2LRGB} for 8 bits, whose habits show in
 * the result: the factor of the lightness is a whole number, and the way back rounds down.
 */
final class Lab {
  private static final double WHITE_X = 0.950456;
  private static final double WHITE_Z = 1.088754;
  private static final double LINEAR_UP_TO = 0.008856;
  private static final double SLOPE = 7.787;
  private static final double OFFSET = 16.0 / 116;
  private static final double LIGHTNESS_SLOPE = 903.3;
  private static final double LIGHTNESS_UNIT = GreyLevels.GREATEST / 100.0;
  private static final double LIGHTNESS_FACTOR = Math.rint(116 * LIGHTNESS_UNIT);
  private static final int NEUTRAL = 128;

  private Lab() {}

  /** Lightness and the two colours, from red, green and blue. */
  static int[][] of(int[][] colours) {
    int[][] lab = new int[3][colours[0].length];
    for (int i = 0; i < lab[0].length; i++) {
      double red = (double) colours[0][i] / GreyLevels.GREATEST;
      double green = (double) colours[1][i] / GreyLevels.GREATEST;
      double blue = (double) colours[2][i] / GreyLevels.GREATEST;
      double rootX = root((0.412453 * red + 0.357580 * green + 0.180423 * blue) / WHITE_X);
      double rootY = root(0.212671 * red + 0.715160 * green + 0.072169 * blue);
      double rootZ = root((0.019334 * red + 0.119193 * green + 0.950227 * blue) / WHITE_Z);
      lab[0][i] = GreyLevels.nearest(LIGHTNESS_FACTOR * rootY - 16 * LIGHTNESS_UNIT);
      lab[1][i] = GreyLevels.nearest(500 * (rootX - rootY) + NEUTRAL);
      lab[2][i] = GreyLevels.nearest(200 * (rootY - rootZ) + NEUTRAL);
    }
    return lab;
  }

  /** Red, green and blue, from lightness and the two colours. */
  static int[][] toColours(int[][] lab) {
    int[][] colours = new int[3][lab[0].length];
    for (int i = 0; i < colours[0].length; i++) {
      double lightness = lab[0][i] / LIGHTNESS_UNIT;
      double rootY =
          lightness > LIGHTNESS_SLOPE * LINEAR_UP_TO
              ? (lightness + 16) / 116
              : SLOPE * lightness / LIGHTNESS_SLOPE + OFFSET;
      double x = WHITE_X * cube(rootY + (lab[1][i] - NEUTRAL) / 500.0);
      double y = cube(rootY);
      double z = WHITE_Z * cube(rootY - (lab[2][i] - NEUTRAL) / 200.0);
      colours[0][i] = level(3.240479 * x - 1.53715 * y - 0.498535 * z);
      colours[1][i] = level(-0.969256 * x + 1.875991 * y + 0.041556 * z);
      colours[2][i] = level(0.055648 * x - 0.204043 * y + 1.057311 * z);
    }
    return colours;
  }

  private static int level(double value) {
    return GreyLevels.nearest(Math.floor(value * GreyLevels.GREATEST));
  }

  private static double root(double value) {
    return value > LINEAR_UP_TO ? Math.cbrt(value) : SLOPE * value + OFFSET;
  }

  private static double cube(double root) {
    return root > SLOPE * LINEAR_UP_TO + OFFSET ? root * root * root : (root - OFFSET) / SLOPE;
  }
}
