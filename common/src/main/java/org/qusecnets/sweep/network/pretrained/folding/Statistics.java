package org.qusecnets.sweep.network.pretrained.folding;

import org.qusecnets.sweep.network.pretrained.LayerWeights.Normalized;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;

/** Batch normalisation with frozen statistics. */
public record Statistics(BatchNormalization layer, Normalized weights) {
  /** What scales and shifts each channel. */
  public static Statistics of(Affine affine) {
    BatchNormalization layer = BatchNormalization.fixed();
    Affine each = affine.after(Affine.scaledBy(1));
    return new Statistics(layer, Normalized.of(each.scales(), each.shifts(), layer.epsilon()));
  }

  /** Each output scaled and shifted. */
  public Statistics then(Affine affine) {
    int channels = Math.max(affine.length(), weights.gamma().length);
    float[] gamma = spread(weights.gamma(), channels);
    for (int channel = 0; channel < channels; channel++) {
      gamma[channel] = (float) (gamma[channel] * affine.scale(channel));
    }
    return new Statistics(
        layer,
        new Normalized(
            gamma,
            affine.of(spread(weights.beta(), channels)),
            spread(weights.mean(), channels),
            spread(weights.variance(), channels)));
  }

  /** Of values that lack a bias which they had. */
  public Statistics afterBiases(float... biases) {
    float[] mean = new float[biases.length];
    for (int channel = 0; channel < mean.length; channel++) {
      mean[channel] = weights.mean()[channel] - biases[channel];
    }
    return new Statistics(
        layer, new Normalized(weights.gamma(), weights.beta(), mean, weights.variance()));
  }

  private static float[] spread(float[] values, int channels) {
    float[] all = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      all[channel] = values[values.length == 1 ? 0 : channel];
    }
    return all;
  }
}
