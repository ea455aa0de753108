package org.qusecnets.sweep.network.arithmetic;

import java.util.Arrays;

/** Sums over all positions and images of each filter's outputs: a bias's gradient. */
public final class FilterSums {
  private final ConvolutionGeometry geometry;
  private final float[] sums;

  /** Room for a batch of at most {@code capacity} images. */
  public FilterSums(ConvolutionGeometry geometry, int capacity) {
    this.geometry = geometry;
    sums = new float[geometry.outputWidth() * capacity];
  }

  /**
   * The sum of one filter.
   *
   * @param values [rows, filters, columns, images]
   */
  public float of(float[] values, int filter, int count) {
    int run = geometry.outputWidth() * count;
    Arrays.fill(sums, 0, run, 0f);
    for (int row = 0; row < geometry.outputHeight(); row++) {
      Vectors.add(sums, 0, values, (row * geometry.filters() + filter) * run, run);
    }
    return Vectors.sum(sums, 0, run);
  }
}
