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
      implements LayerWeights {
    /**
     * Those that make {@code scale x + shift} of {@code x}.
     *
     * @param epsilon what is added to the variance
     */
    public static Normalized of(double[] scales, double[] shifts, double epsilon) {
      int channels = scales.length;
      float[] gamma = new float[channels];
      float[] beta = new float[channels];
      float[] variance = new float[channels];
      for (int channel = 0; channel < channels; channel++) {
        // Of a variance of 1 what is added to it is known.
        gamma[channel] = (float) (scales[channel] * Math.sqrt(1 + epsilon));
        beta[channel] = (float) shifts[channel];
        variance[channel] = 1;
      }
      return new Normalized(gamma, beta, new float[channels], variance);
    }
  }
}
