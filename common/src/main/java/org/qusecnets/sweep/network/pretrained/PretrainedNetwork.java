package org.qusecnets.sweep.network.pretrained;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    double[] factors = IntStream.range(0, scale.channels()).mapToDouble(scale::factor).toArray();
    double[] offsets = IntStream.range(0, scale.channels()).mapToDouble(scale::offset).toArray();
    return LayerWeights.Normalized.of(factors, offsets, epsilon);
  }
}
