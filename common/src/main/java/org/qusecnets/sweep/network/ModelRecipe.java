package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that decides what a model becomes, but for data and seed: network, quantization in front of
 * it, training. A defense turns the recipe of the undefended model into its own.
 *
 * @param network the network
 * @param quantization the quantization layer in front of it, or null for none
 * @param training how both are trained
 */
public record ModelRecipe(
    NetworkOptions network, QuantizationOptions quantization, TrainingOptions training)
    implements Serializable {

  /** The recipe of an undefended model. */
  public static ModelRecipe undefended(NetworkOptions network, TrainingOptions training) {
    return new ModelRecipe(network, null, training);
  }

  /** The same recipe behind a quantization layer. */
  public ModelRecipe behind(QuantizationOptions layer) {
    return new ModelRecipe(network, layer, training);
  }

  /** The same recipe, trained otherwise. */
  public ModelRecipe trainedWith(TrainingOptions other) {
    return new ModelRecipe(network, quantization, other);
  }

  /** The quantization layer, if there is one. */
  public Optional<QuantizationOptions> quantizationLayer() {
    return Optional.ofNullable(quantization);
  }

  /** The whole content by configuration keys, in a fixed order. */
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("network", network.parameters());
    parameters.put("training", training.parameters());
    quantizationLayer()
        .ifPresent(
            layer -> {
              parameters.put("quantization", layer.parameters());
            });
    return parameters;
  }
}
