package org.qusecnets.sweep.network.affine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkMemory;
import org.qusecnets.sweep.network.NetworkStructure;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.layer.LayerGeometry;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.layer.WeightOrder;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.Dropout;

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
   * @throws IllegalArgumentException if a layer is neither a convolution nor fully connected, a
   *     hidden one's activation is no rectifier, or a weight is not finite
   */
  public static AffineNetwork of(byte[] archive, ModelRecipe recipe, ImageShape shape) {
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized) {
      throw new IllegalArgumentException("quantized activations are no rectifiers");
    }
    Model network = ModelArchive.read(archive);
    try {
      if (!Double.isFinite(network.params().norm1Number().doubleValue())) {
        throw new IllegalArgumentException("a weight is not finite");
      }
      return new AffineNetwork(
          layers(network.paramTable(), recipe, shape), recipe.input().output(shape));
    } finally {
      NetworkMemory.free(network);
    }
  }

  private static List<AffineLayer> layers(
      Map<String, INDArray> parameters, ModelRecipe recipe, ImageShape shape) {
    List<AffineLayer> layers = new ArrayList<>();
    for (Step step : NetworkStructure.of(recipe, shape, parameters).steps()) {
      if (step instanceof Weighted weighted) {
        layers.add(layer(parameters, weighted));
      } else if (!(step instanceof Single single && single.layer() instanceof Dropout)) {
        throw new IllegalArgumentException("no bounds of " + step);
      }
    }
    return layers;
  }

  private static AffineLayer layer(Map<String, INDArray> parameters, Weighted layer) {
    ConvolutionGeometry geometry = LayerGeometry.of(layer.layer(), layer.input());
    float[] stored = Parameters.read(parameters, layer.name(), Parameters.WEIGHTS);
    float[] bias = Parameters.read(parameters, layer.name(), Parameters.BIAS);
    int columns = geometry.kernelColumns();
    int plane = geometry.kernelRows() * columns;
    int channels = geometry.channels();
    double[] weights = new double[stored.length];
    WeightOrder.forEach(
        geometry,
        Parameters.of(parameters, layer.name(), Parameters.WEIGHTS),
        (filter, channel, row, column, place) ->
            weights[(filter * plane + row * columns + column) * channels + channel] =
                stored[place]);
    double[] biases = new double[bias.length];
    for (int i = 0; i < bias.length; i++) {
      biases[i] = bias[i];
    }
    return new AffineLayer(geometry, weights, biases, limit(layer.following()));
  }

  private static double limit(Optional<Activation> following) {
    if (following.isEmpty()) {
      return Double.NaN;
    } else if (following.get() instanceof Activation.BoundedRelu bounded) {
      return (float) bounded.limit();
    } else if (following.get() instanceof Activation.Relu) {
      return Double.POSITIVE_INFINITY;
    }
    throw new IllegalArgumentException(following.get().type() + " is no rectifier");
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
