package org.qusecnets.sweep.network.pretrained;

/** The numbers of one layer that has any. */
public sealed interface LayerWeights {
  /**
   * Those of a convolution or a fully connected layer, in C order.
   *
   * @param weights [filters, channels, rows, columns] of convolutions, [rows, columns, channels,
   *     filters of a channel] of depthwise ones, [values, units] of fully connected layers, whose
   *     values are an image's in the order [channels, rows, columns]
   * @param biases one of each filter or unit; none right before batch normalisation
   */
  record Affine(float[] weights, float[] biases) implements LayerWeights {}

  /**
   * Those of batch normalisation, {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta},
   * one of each channel; one alone is that of all channels.
   */
  record Normalized(float[] gamma, float[] beta, float[] mean, float[] variance)
      implements LayerWeights {}
}
