package org.qusecnets.sweep.network.affine;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.LayerActivation;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkEngine;
import org.qusecnets.sweep.network.NetworkMemory;
import org.qusecnets.sweep.network.QuantizationLayer;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * The network behind everything in front of it as layers with rectifiers between them, for proofs
 * about it. Its weights are the float32 ones of the archive, as doubles.
 */
public final class AffineNetwork implements AutoCloseable {
  private final List<AffineLayer> layers;
  private final ImageShape input;

  /**
   * A network of these layers.
   *
   * @param layers the first one first
   * @param input the shape of what it takes
   */
  AffineNetwork(List<AffineLayer> layers, ImageShape input) {
    this.layers = List.copyOf(layers);
    this.input = input;
  }

  /**
   * The network of an archive that has been verified.
   *
   * @param recipe the recipe that it was trained by
   * @param shape the shape of one image
   * @throws IllegalArgumentException if a hidden layer's activation is no rectifier, or a weight is
   *     not finite
   */
  public static AffineNetwork of(byte[] archive, ModelRecipe recipe, ImageShape shape) {
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized) {
      throw new IllegalArgumentException("quantized activations are no rectifiers");
    }
    MultiLayerNetwork network = ModelArchive.read(archive);
    try {
      if (!Double.isFinite(network.params().norm1Number().doubleValue())) {
        throw new IllegalArgumentException("a weight is not finite");
      }
      return new AffineNetwork(layers(network, recipe, shape), recipe.input().output(shape));
    } finally {
      NetworkMemory.free(network);
    }
  }

  private static List<AffineLayer> layers(
      MultiLayerNetwork network, ModelRecipe recipe, ImageShape shape) {
    List<AffineLayer> layers = new ArrayList<>();
    ImageShape size = recipe.input().output(shape);
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      if (layer instanceof QuantizationLayer) {
        continue;
      }
      ConvolutionGeometry geometry =
          NetworkEngine.geometry(layer, size.height(), size.width(), size.channels());
      layers.add(layer(network, i, (FeedForwardLayer) layer, geometry));
      size = new ImageShape(geometry.filters(), geometry.outputHeight(), geometry.outputWidth());
    }
    return layers;
  }

  private static AffineLayer layer(
      MultiLayerNetwork network, int index, FeedForwardLayer layer, ConvolutionGeometry geometry) {
    INDArray theirs = network.getLayer(index).getParam("W");
    float[] stored = theirs.dup('c').data().asFloat();
    float[] bias = network.getLayer(index).getParam("b").dup('c').data().asFloat();
    int plane = geometry.kernelRows() * geometry.kernelColumns();
    int channels = geometry.channels();
    boolean dense = theirs.rank() == 2;
    double[] weights = new double[stored.length];
    for (int f = 0; f < geometry.filters(); f++) {
      for (int c = 0; c < channels; c++) {
        for (int place = 0; place < plane; place++) {
          int inside = c * plane + place;
          weights[(f * plane + place) * channels + c] =
              stored[dense ? inside * geometry.filters() + f : f * channels * plane + inside];
        }
      }
    }
    double[] biases = new double[bias.length];
    for (int i = 0; i < bias.length; i++) {
      biases[i] = bias[i];
    }
    return new AffineLayer(geometry, weights, biases, limit(layer));
  }

  private static double limit(FeedForwardLayer layer) {
    return LayerActivation.of(layer)
        .map(
            activation ->
                activation instanceof ActivationOptions.Bounded bounded
                    ? (double) (float) bounded.limit()
                    : Double.POSITIVE_INFINITY)
        .orElse(Double.NaN);
  }

  /** Its layers, the first one first; all but the last are rectified. */
  public List<AffineLayer> layers() {
    return layers;
  }

  /** The shape of what it takes. */
  public ImageShape input() {
    return input;
  }

  /** Number of values that all layers take of one image. */
  public int values() {
    return layers.stream().mapToInt(AffineLayer::inputSize).sum();
  }

  /** Number of classes. */
  public int classes() {
    return layers.get(layers.size() - 1).outputSize();
  }

  @Override
  public void close() {
    layers.forEach(AffineLayer::close);
  }
}
