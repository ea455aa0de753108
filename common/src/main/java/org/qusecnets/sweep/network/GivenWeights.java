package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.NetworkStructure.Block;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.layer.Bias;
import org.qusecnets.sweep.network.layer.Normalization;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.pretrained.LayerWeights;
import org.qusecnets.sweep.network.pretrained.LayerWeights.Affine;
import org.qusecnets.sweep.network.pretrained.LayerWeights.Normalized;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;

/** Gives a DL4J network the weights that were trained elsewhere. */
final class GivenWeights {
  private final Map<String, INDArray> parameters;
  private final Iterator<LayerWeights> weights;

  private GivenWeights(Map<String, INDArray> parameters, Iterator<LayerWeights> weights) {
    this.parameters = parameters;
    this.weights = weights;
  }

  /**
   * Writes all weights, biases and statistics; thresholds stay as they are.
   *
   * @param structure that of the network's layers, whatever stands in front of it
   * @param parameters the table of the DL4J network
   * @throws IllegalArgumentException if the network has other layers
   */
  static void write(
      NetworkStructure structure, Map<String, INDArray> parameters, PretrainedNetwork network) {
    GivenWeights given = new GivenWeights(parameters, network.weights().iterator());
    given.write(structure.steps());
    if (given.weights.hasNext()) {
      throw new IllegalArgumentException("more weights than layers that have any");
    }
  }

  private void write(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Block block) {
        write(block.body());
        write(block.shortcut());
      } else if (step instanceof Weighted weighted) {
        write(weighted, next(Affine.class, step));
      } else if (step instanceof Single single && single.layer() instanceof BatchNormalization) {
        write(single, next(Normalized.class, step));
      }
    }
  }

  private <W extends LayerWeights> W next(Class<W> kind, Step step) {
    LayerWeights next = weights.hasNext() ? weights.next() : null;
    if (!kind.isInstance(next)) {
      throw new IllegalArgumentException("no weights for layer " + step.name());
    }
    return kind.cast(next);
  }

  private void write(Weighted layer, Affine given) {
    write(layer.name(), Parameters.WEIGHTS, given.weights());
    if (layer.bias() == Bias.LEARNED) {
      write(layer.name(), Parameters.BIAS, given.biases());
    }
  }

  private void write(Single layer, Normalized given) {
    write(layer.name(), Normalization.GAMMA, given.gamma());
    write(layer.name(), Normalization.BETA, given.beta());
    write(layer.name(), Normalization.MEAN, given.mean());
    write(layer.name(), Normalization.VARIANCE, given.variance());
  }

  private void write(String layer, String key, float[] values) {
    int length = Math.toIntExact(Parameters.of(parameters, layer, key).length());
    float[] all = values;
    if (values.length == 1 && length > 1) {
      all = new float[length];
      Arrays.fill(all, values[0]);
    }
    if (all.length != length) {
      throw new IllegalArgumentException(
          "%d values for %d of %s of layer %s".formatted(values.length, length, key, layer));
    }
    Parameters.write(parameters, layer, key, all);
  }
}
