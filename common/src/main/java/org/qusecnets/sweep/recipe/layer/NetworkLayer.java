package org.qusecnets.sweep.recipe.layer;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declared;

/** A layer of a network but for its last one. */
public sealed interface NetworkLayer extends Declared, Serializable
    permits Activation,
        BatchNormalization,
        Dense,
        Dropout,
        Flatten,
        GlobalAveragePool,
        Residual,
        Sliding {
  /** The word that names its kind, such as {@code conv}. */
  String type();

  /**
   * As a configuration writes it, with all its options: the word of its kind, or a map of options
   * of which the first is the word's.
   */
  default Object written() {
    Map<String, Object> options = inOrder();
    return options.isEmpty() ? type() : options;
  }

  /**
   * Why it makes nothing of values of a shape; nothing if it does.
   *
   * @param input the shape of what it takes
   */
  default Optional<String> obstacle(ImageShape input) {
    return Optional.empty();
  }

  /** The shape of what it makes of values of a shape that it {@linkplain #obstacle can} take. */
  default ImageShape output(ImageShape input) {
    return input;
  }

  /** Number of the values that training changes: weights, biases, scales and shifts. */
  default long parameters(ImageShape input) {
    return 0;
  }

  /** Those of them that are biases; right before batch normalisation it has none. */
  default long biases(ImageShape input) {
    return 0;
  }

  /** Multiplications by weights that one image takes. */
  default long multiplications(ImageShape input) {
    return 0;
  }

  /** Values that it computes of one image where it is no part of the layer before it. */
  default long values(ImageShape input) {
    return output(input).size();
  }

  /**
   * Values of one image in the largest array that it computes with besides what it takes: what it
   * makes, or copies of what it takes.
   */
  default long largestArray(ImageShape input) {
    return output(input).size();
  }

  /** The layer in a few words. */
  default String describe() {
    return type();
  }
}
