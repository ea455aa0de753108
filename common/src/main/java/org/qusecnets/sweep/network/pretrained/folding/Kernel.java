package org.qusecnets.sweep.network.pretrained.folding;

import java.util.Arrays;

/**
 * The weights of a convolution.
 *
 * @param groups 1, or the number of channels
 * @param channels those that a filter sees
 * @param weights [filters, channels, rows, columns]
 * @param biases one of each filter
 */
public record Kernel(
    int groups, int filters, int channels, int rows, int columns, float[] weights, float[] biases) {
  /** The same weights of each channel by itself: a mean, or what leaves values as they are. */
  public static Kernel ofEachChannel(int channels, int rows, int columns, float weight) {
    float[] weights = new float[channels * rows * columns];
    Arrays.fill(weights, weight);
    return new Kernel(channels, channels, 1, rows, columns, weights, new float[channels]);
  }

  /** Whether each channel is convolved by itself. */
  public boolean isDepthwise() {
    return groups > 1;
  }

  /** Whether a bias is not 0. */
  public boolean hasBiases() {
    return !Arrays.equals(biases, new float[filters]);
  }

  /** With other weights and biases. */
  public Kernel with(float[] otherWeights, float[] otherBiases) {
    return new Kernel(groups, filters, channels, rows, columns, otherWeights, otherBiases);
  }

  /** Each output scaled and shifted. */
  public Kernel then(Affine affine) {
    float[] scaled = new float[weights.length];
    int each = weights.length / filters;
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * affine.scale(i / each));
    }
    return with(scaled, affine.of(biases));
  }

  /** Rows and columns of zeros around it. */
  public Kernel framed(Frame zeros) {
    int height = rows + zeros.above() + zeros.below();
    int width = columns + zeros.before() + zeros.behind();
    float[] framed = new float[filters * channels * height * width];
    for (int plane = 0; plane < filters * channels; plane++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(
            weights,
            (plane * rows + row) * columns,
            framed,
            (plane * height + row + zeros.above()) * width + zeros.before(),
            columns);
      }
    }
    return new Kernel(groups, filters, channels, height, width, framed, biases);
  }

  /** The weights of one place as a matrix; 0 where a row or column is below 0. */
  public Matrix ofPlace(int row, int column) {
    int values = channels * groups;
    int filtersOfAGroup = filters / groups;
    float[] matrix = new float[values * filters];
    for (int filter = 0; filter < filters && Math.min(row, column) >= 0; filter++) {
      for (int channel = 0; channel < channels; channel++) {
        int value = filter / filtersOfAGroup * channels + channel;
        int plane = filter * channels + channel;
        matrix[value * filters + filter] = weights[(plane * rows + row) * columns + column];
      }
    }
    return new Matrix(matrix, biases);
  }

  /** Depthwise weights as [rows, columns, channels, filters of a channel]. */
  public float[] rowsFirst() {
    float[] moved = new float[weights.length];
    int plane = rows * columns;
    for (int i = 0; i < moved.length; i++) {
      // Filters of a channel are side by side.
      moved[i % plane * filters + i / plane] = weights[i];
    }
    return moved;
  }
}
