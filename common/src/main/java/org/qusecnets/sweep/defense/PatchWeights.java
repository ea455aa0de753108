package org.qusecnets.sweep.defense;

/**
 * How much two patches count for each other, by the sum of the squared differences of their grey
 * levels: {@code exp(-d / h^2)} in whole numbers, d being the mean of the squares; what is below
 * 0.001 is 0.
 *
 * <p>As in OpenCV, the sum is divided by the next power of two above the number of pixels, rounded
 * down, and what that is too small by is made up for in the table; a weight of 1 is the greatest
 * number with which the weighted sums fit in 31 bits.
 *
 * @param search rows and columns of the search window
 * @param patch rows and columns of a patch
 * @param shift binary digits of the power of two
 * @param weights the weight by the divided sum; those beyond are 0, as the last one is
 */
record PatchWeights(int search, int patch, int shift, int[] weights) {
  private static final double SMALLEST = 1e-3;

  /**
   * The weights.
   *
   * @param strength h
   * @param channels number of channels that patches are compared in
   */
  static PatchWeights of(int search, int patch, double strength, int channels) {
    int area = patch * patch;
    int shift = Integer.SIZE - Integer.numberOfLeadingZeros(area - 1);
    double scale = strength * strength * channels * area / (1 << shift);
    int one = Integer.MAX_VALUE / (search * search * GreyLevels.GREATEST);
    int greatestSum = area * channels * GreyLevels.GREATEST * GreyLevels.GREATEST;
    int length = (int) Math.min(greatestSum >> shift, Math.ceil(-Math.log(SMALLEST) * scale)) + 1;
    int[] weights = new int[length + 1];
    for (int i = 0; i < length; i++) {
      int weight = (int) Math.rint(one * Math.exp(-i / scale));
      weights[i] = weight < SMALLEST * one ? 0 : weight;
    }
    return new PatchWeights(search, patch, shift, weights);
  }

  /** The weight of a patch at this distance. */
  int of(int sumOfSquares) {
    return weights[Math.min(sumOfSquares >> shift, weights.length - 1)];
  }
}
