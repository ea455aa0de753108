package org.qusecnets.sweep.network;

import java.util.function.Function;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

/** What stands in front of the network that is timed. */
public enum Front {
  /** Nothing. */
  PLAIN,
  /** Trained quantization in four levels. */
  QUANTIZED;

  /** A quantization layer as the paper trains it: z = 5, thresholds for every pixel. */
  static QuantizationOptions trainedQuantization(int levels) {
    return Samples.trained(levels, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT);
  }

  ModelRecipe recipe() {
    return switch (this) {
      case PLAIN -> Samples.PLAIN;
      case QUANTIZED -> Samples.PLAIN.prepend(trainedQuantization(4));
    };
  }

  NetworkClassifier classifier(Input input) {
    return ofNetwork(
        recipe(),
        input,
        network -> new NetworkClassifier(network, recipe(), input.shape(), 0, null));
  }

  /** Takes what is wanted of the recipe's network, whose native memory is then released. */
  static <R> R ofNetwork(ModelRecipe recipe, Input input, Function<MultiLayerNetwork, R> function) {
    MultiLayerNetwork network = Samples.network(recipe, input.shape(), DataType.FLOAT, 1);
    try {
      return function.apply(network);
    } finally {
      NetworkMemory.free(network);
    }
  }
}
