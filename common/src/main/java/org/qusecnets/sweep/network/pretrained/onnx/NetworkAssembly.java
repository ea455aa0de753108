package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.LayerWeights;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Matrix;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.LayerList;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;

/**
 * A whole network: the layers of what comes out of a graph, the last one fully connected.
 *
 * @param image the image
 * @param output what comes out
 * @param budget what its numbers count against
 */
record NetworkAssembly(Signal image, Signal output, Budget budget) {
  private static final int FEWEST_CLASSES = 2;

  /** The network. */
  PretrainedNetwork network() throws UnreadableNetwork {
    checkIsRow();
    List<Element> elements = elements();
    LayerAssembly assembly = LayerAssembly.of(elements, image.image());
    List<NetworkLayer> layers = new ArrayList<>(assembly.layers());
    List<LayerWeights> weights = new ArrayList<>(assembly.weights());
    boolean endsConnected = !layers.isEmpty() && layers.get(layers.size() - 1) instanceof Dense;
    if (endsConnected) {
      layers.remove(layers.size() - 1);
    } else {
      budget.take((long) classes() * classes());
      Matrix identity = Matrix.identity(output.axes().positions());
      weights.add(new LayerWeights.Affine(identity.weights(), identity.biases()));
    }
    check(layers);
    for (LayerWeights numbers : weights) {
      check(numbers);
    }
    return new PretrainedNetwork(image.image(), layers, weights, classes());
  }

  private int classes() {
    return output.image().size();
  }

  /** The elements but for a softmax at the end. */
  private List<Element> elements() {
    Chain chain = output.chain();
    return (chain.last().orElse(null) instanceof Element.Probabilities ? chain.previous() : chain)
        .since(image.chain());
  }

  private void checkIsRow() throws UnreadableNetwork {
    boolean isRow = classes() == 1;
    for (int axis = 0; axis < output.axes().rank(); axis++) {
      isRow |= output.axes().isRow(axis);
    }
    if (!isRow || classes() < FEWEST_CLASSES) {
      throw new UnreadableNetwork(
          "makes %s of an image".formatted(Arrays.toString(output.axes().dims())),
          "export a network that makes a logit for each of at least two classes");
    }
  }

  private void check(List<NetworkLayer> layers) throws UnreadableNetwork {
    Optional<LayerList.Obstacle> obstacle = LayerList.obstacle(layers, image.image());
    if (obstacle.isPresent()) {
      throw new UnreadableNetwork(
          "has layers that do not fit one another: " + obstacle.get().message(), Operation.LAYERS);
    }
  }

  private static void check(LayerWeights weights) throws UnreadableNetwork {
    List<float[]> all;
    if (weights instanceof LayerWeights.Affine affine) {
      all = List.of(affine.weights(), affine.biases());
    } else {
      LayerWeights.Normalized normalized = (LayerWeights.Normalized) weights;
      all =
          List.of(normalized.gamma(), normalized.beta(), normalized.mean(), normalized.variance());
    }
    for (float[] numbers : all) {
      for (float number : numbers) {
        if (!Float.isFinite(number)) {
          throw new UnreadableNetwork(
              "has the weight " + number, "train the network until its weights are numbers");
        }
      }
    }
  }
}
