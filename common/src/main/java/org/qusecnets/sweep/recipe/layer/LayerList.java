package org.qusecnets.sweep.recipe.layer;

import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import java.util.stream.Stream;
import org.qusecnets.sweep.dataset.ImageShape;

/** Layers one behind the other. */
public final class LayerList {
  /** What every JVM can make. */
  private static final long MOST_OF_AN_ARRAY = Integer.MAX_VALUE - 8;

  private LayerList() {}

  /**
   * Why a layer makes nothing of what comes to it.
   *
   * @param place numbers of the layer and of those that it is inside of, the outermost first, from
   *     0 on
   * @param message what is wrong with which layer
   */
  public record Obstacle(List<Integer> place, String message) {}

  /** The shape of what the last one makes. */
  public static ImageShape output(List<NetworkLayer> layers, ImageShape input) {
    ImageShape shape = input;
    for (NetworkLayer layer : layers) {
      shape = layer.output(shape);
    }
    return shape;
  }

  /** A number of each layer, added up. */
  public static long sum(
      List<NetworkLayer> layers,
      ImageShape input,
      ToLongBiFunction<NetworkLayer, ImageShape> ofLayer) {
    ImageShape shape = input;
    long sum = 0;
    for (NetworkLayer layer : layers) {
      sum = Math.addExact(sum, ofLayer.applyAsLong(layer, shape));
      shape = layer.output(shape);
    }
    return sum;
  }

  /**
   * Number of the values that training changes. A layer right before batch normalisation has no
   * biases, which that would take out again.
   */
  public static long parameters(List<NetworkLayer> layers, ImageShape input) {
    ImageShape shape = input;
    long parameters = 0;
    for (int i = 0; i < layers.size(); i++) {
      parameters = Math.addExact(parameters, parameters(layers, i, shape));
      shape = layers.get(i).output(shape);
    }
    return parameters;
  }

  /** The same of one of them, which takes values of a shape. */
  public static long parameters(List<NetworkLayer> layers, int index, ImageShape input) {
    NetworkLayer layer = layers.get(index);
    return layer.parameters(input) - (hasBiases(layers, index) ? 0 : layer.biases(input));
  }

  /** Whether a layer has the biases that it would have by itself. */
  public static boolean hasBiases(List<NetworkLayer> layers, int index) {
    return index + 1 == layers.size()
        || !(layers.get(index + 1) instanceof BatchNormalization next)
        || next.isFixed();
  }

  /**
   * The layers that compute something: those of lists that differ in nothing but {@code flatten},
   * which layers that need no image do by themselves, are the same.
   */
  public static List<NetworkLayer> computing(List<NetworkLayer> layers) {
    return layers.stream()
        .filter(layer -> !(layer instanceof Flatten))
        .map(layer -> layer instanceof Residual block ? block.computing() : layer)
        .toList();
  }

  /** The layers, of blocks those inside, in their order. */
  public static Stream<NetworkLayer> all(List<NetworkLayer> layers) {
    return layers.stream()
        .flatMap(layer -> layer instanceof Residual block ? block.all() : Stream.of(layer));
  }

  /**
   * Why so many values of each image of a batch cannot be in an array; nothing if they can.
   *
   * @param values of an image
   */
  public static Optional<String> obstacleToArray(long values, long images) {
    return values <= MOST_OF_AN_ARRAY / images
        ? Optional.empty()
        : Optional.of(
            "%,d values of each of %,d images are more than the %,d of an array"
                .formatted(values, images, MOST_OF_AN_ARRAY));
  }

  /** Values of one image in the largest array that is computed with behind what comes first. */
  public static long largestArray(List<NetworkLayer> layers, ImageShape input) {
    ImageShape shape = input;
    long largest = 1;
    for (NetworkLayer layer : layers) {
      largest = Math.max(largest, layer.largestArray(shape));
      shape = layer.output(shape);
    }
    return largest;
  }

  /** The first layer of which a batch has more values than an array holds; nothing if none has. */
  public static Optional<Obstacle> obstacleToBatch(
      List<NetworkLayer> layers, ImageShape input, long images) {
    return BatchCheck.of(layers, input, images);
  }

  /** The first layer that makes nothing of what comes to it, and why; nothing if all do. */
  public static Optional<Obstacle> obstacle(List<NetworkLayer> layers, ImageShape input) {
    return LayerCheck.of(layers, input);
  }
}
