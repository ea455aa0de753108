package org.qusecnets.sweep.network;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.dataset.ImageShape;
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
    return new NetworkClassifier(network(weights, front), recipe(front), Samples.GREY, 0, null);
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
    return AffineNetwork.of(archive, recipe(Optional.empty()), Samples.GREY);
  }

  private static ModelRecipe recipe(Optional<QuantizationOptions> front) {
    return front.map(Samples.PLAIN::prepend).orElse(Samples.PLAIN);
  }

  private static MultiLayerNetwork network(
      Map<String, float[]> weights, Optional<QuantizationOptions> front) {
    ListBuilder layers = new NeuralNetConfiguration.Builder().seed(0).list();
    front.ifPresent(options -> layers.layer(new QuantizationLayer(options, Samples.GREY)));
    ImageShape shape = Samples.GREY;
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            layers
                .layer(convolution(8, 2, filters(weights, 0), ConvolutionMode.Same))
                .layer(convolution(6, 2, filters(weights, 1), ConvolutionMode.Truncate))
                .layer(convolution(5, 1, filters(weights, 2), ConvolutionMode.Truncate))
                .layer(
                    new OutputLayer.Builder()
                        .nOut(Samples.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(
                    InputType.convolutional(shape.height(), shape.width(), shape.channels()))
                .build());
    network.init();
    int first = front.isPresent() ? 1 : 0;
    for (int layer = 0; layer < 4; layer++) {
      String name = name(layer);
      INDArray weight = network.getParam(first + layer + "_W");
      INDArray given = Nd4j.createFromArray(weights.get(name + "weight"));
      weight.assign(
          layer < 3
              ? given.reshape('c', weight.shape())
              : given.reshape('c', weight.size(1), weight.size(0)).transpose());
      network
          .getParam(first + layer + "_b")
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

  private static ConvolutionLayer convolution(
      int kernel, int stride, int filters, ConvolutionMode mode) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .nOut(filters)
        .convolutionMode(mode)
        .activation(Activation.RELU)
        .build();
  }
}
