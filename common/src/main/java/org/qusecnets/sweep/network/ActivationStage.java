package org.qusecnets.sweep.network;

import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * What follows a stage of a {@link NetworkEngine} that has no activation of its own. Values and
 * gradients are [rows, channels, columns, images] and are changed where they are.
 */
interface ActivationStage extends AutoCloseable {
  /** Nothing. */
  static ActivationStage none() {
    return new ActivationStage() {
      @Override
      public void forward(float[] values, int count) {
        // Values stay as they are.
      }

      @Override
      public void backward(float[] gradient, int count, GradientPath path) {
        // So do gradients.
      }
    };
  }

  /** Computes the activations of {@code count} images and keeps what {@link #backward} needs. */
  void forward(float[] values, int count);

  /**
   * Turns the gradient with respect to the activations of the last {@link #forward} into that with
   * respect to its values, or what stands in for it. The gradient of {@link #thresholds}, if they
   * are learned and the engine is one for training, is computed as well.
   *
   * @param path how it goes back; exact in training
   */
  void backward(float[] gradient, int count, GradientPath path);

  /** The thresholds, if there are any. */
  default Optional<TrainableParameters> thresholds() {
    return Optional.empty();
  }

  /** Where the rectifier ends; infinity where there is none but the layer's own. */
  default float limit() {
    return Float.POSITIVE_INFINITY;
  }

  /** Takes the thresholds of the DL4J network, if there are any. */
  default void load(MultiLayerNetwork network) {}

  /** Gives the thresholds to the DL4J network, if there are any. */
  default void store(MultiLayerNetwork network) {}

  @Override
  default void close() {}
}
