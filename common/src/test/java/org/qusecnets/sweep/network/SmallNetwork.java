package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.network.affine.AffineNetwork;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/**
 * The network of {@code small_network.py}: the paper's layers with as many filters as the weights
 * are of.
 */
public final class SmallNetwork {
  private SmallNetwork() {}

  /** Constant thresholds in front of a network. */
  public static QuantizationOptions constant(
      int levels, double z, QuantizationOptions.Derivative derivative) {
    return new QuantizationOptions(
        levels, z, ThresholdTraining.constant(), Sharing.SHARED, Placement.LINEAR, derivative);
  }

  /**
   * Opens the network.
   *
   * @param weights by PyTorch's names: its convolutions' as DL4J's, [out, in, height, width], its
   *     dense layer's [out, in]
   * @param front the quantization layer in front, if any
   */
  public static NetworkClassifier open(
      Map<String, float[]> weights, Optional<QuantizationOptions> front) {
    return new NetworkClassifier(
        network(weights, front), recipe(weights, front), Samples.GREY, 0, null);
  }

  /** The network as a trained model, with a quantization layer in front or none. */
  public static TrainedModel trained(
      Map<String, float[]> weights, Optional<QuantizationOptions> front) {
    byte[] archive = ModelArchive.write(network(weights, front));
    return Samples.model(archive, Sha256.of(archive));
  }

  /** The network without anything in front, for proofs. */
  public static AffineNetwork affine(Map<String, float[]> weights) {
    byte[] archive = ModelArchive.write(network(weights, Optional.empty()));
    return AffineNetwork.of(archive, recipe(weights, Optional.empty()), Samples.GREY);
  }

  /** What the network is made from. */
  public static ModelRecipe recipe(
      Map<String, float[]> weights, Optional<QuantizationOptions> front) {
    ModelRecipe plain =
        NetworkSamples.recipe(
            "small",
            List.of(
                Map.of("conv", filters(weights, 0), "kernel", 8, "stride", 2, "padding", "same"),
                "relu",
                Map.of("conv", filters(weights, 1), "kernel", 6, "stride", 2),
                "relu",
                Map.of("conv", filters(weights, 2), "kernel", 5),
                "relu"));
    return front.map(plain::prepend).orElse(plain);
  }

  private static Model network(Map<String, float[]> weights, Optional<QuantizationOptions> front) {
    Model network =
        NetworkDefinition.build(
            recipe(weights, front), Samples.GREY, Samples.CLASSES, DataType.FLOAT);
    Map<String, INDArray> parameters = network.paramTable();
    int first = front.isPresent() ? 1 : 0;
    for (int layer = 0; layer < 4; layer++) {
      String name = name(layer);
      INDArray weight = parameters.get(first + layer + "_W");
      INDArray given = Nd4j.createFromArray(weights.get(name + "weight"));
      weight.assign(
          layer < 3
              ? given.reshape('c', weight.shape())
              : given.reshape('c', weight.size(1), weight.size(0)).transpose());
      parameters
          .get(first + layer + "_b")
          .assign(Nd4j.createFromArray(weights.get(name + "bias")).reshape('c', 1, -1));
    }
    return network;
  }

  private static String name(int layer) {
    return (layer < 3 ? 2 * layer : 7) + ".";
  }

  private static int filters(Map<String, float[]> weights, int layer) {
    return weights.get(name(layer) + "bias").length;
  }
}
