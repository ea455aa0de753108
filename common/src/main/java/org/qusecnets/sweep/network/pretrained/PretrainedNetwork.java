package org.qusecnets.sweep.network.pretrained;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.InputScale;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;

/**
 * A network that was trained elsewhere, in layers of ours.
 *
 * @param input the shape of what it takes; values in a row, of no known shape, are so many channels
 *     of 1 x 1
 * @param hidden its layers but for the last one, which is fully connected with an output for each
 *     class and makes logits
 * @param weights those of all layers that have any, the last one's at the end; in the order of the
 *     layers, of blocks first those inside, then the shortcut's
 * @param classes number of classes
 */
public record PretrainedNetwork(
    ImageShape input, List<NetworkLayer> hidden, List<LayerWeights> weights, int classes) {
  /** Keeps both lists from changing. */
  public PretrainedNetwork {
    hidden = List.copyOf(hidden);
    weights = List.copyOf(weights);
  }

  /** Whether it takes images of a shape. */
  public boolean takes(ImageShape image) {
    boolean isRow = input.height() == 1 && input.width() == 1;
    return input.equals(image) || (isRow && input.size() == image.size());
  }

  /** The same for pixels from 0 to 1, which a normalisation in front of it brings to its scale. */
  public PretrainedNetwork behind(InputScale scale) {
    if (scale.isIdentity()) {
      return this;
    }
    BatchNormalization normalization = BatchNormalization.fixed();
    List<NetworkLayer> layers = new ArrayList<>(List.of(normalization));
    layers.addAll(hidden);
    List<LayerWeights> all = new ArrayList<>(List.of(normalized(scale, normalization.epsilon())));
    all.addAll(weights);
    return new PretrainedNetwork(input, layers, all, classes);
  }

  private static LayerWeights normalized(InputScale scale, double epsilon) {
    int channels = scale.channels();
    float[] gamma = new float[channels];
    float[] beta = new float[channels];
    float[] variance = new float[channels];
    for (int channel = 0; channel < channels; channel++) {
      // Of a variance of 1 what is added to it is known.
      gamma[channel] = (float) (scale.factor(channel) * Math.sqrt(1 + epsilon));
      beta[channel] = (float) scale.offset(channel);
      variance[channel] = 1;
    }
    return new LayerWeights.Normalized(gamma, beta, new float[channels], variance);
  }
}
