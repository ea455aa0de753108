package org.qusecnets.sweep.network;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.qusecnets.sweep.recipe.ActivationOptions;

/** What DL4J's hidden layers apply behind their bias. */
public final class LayerActivation {
  private LayerActivation() {}

  /** DL4J's activation function; the identity where a layer of its own follows. */
  static IActivation function(ActivationOptions options) {
    if (options instanceof ActivationOptions.Bounded bounded) {
      return new ActivationReLU(bounded.limit(), null, null);
    }
    return options instanceof ActivationOptions.Quantized
        ? new ActivationIdentity()
        : new ActivationReLU();
  }

  /**
   * What a layer applies, if anything; the output layer's softmax does not count.
   *
   * @throws IllegalArgumentException if it is none of {@link #function}
   */
  public static Optional<ActivationOptions> of(FeedForwardLayer layer) {
    IActivation function = layer.getActivationFn();
    if (layer instanceof OutputLayer || function instanceof ActivationIdentity) {
      return Optional.empty();
    }
    if (function instanceof ActivationReLU rectifier) {
      return Optional.of(
          rectifier.getMax() == null
              ? ActivationOptions.rectified()
              : new ActivationOptions.Bounded(rectifier.getMax()));
    }
    throw new IllegalArgumentException("activation " + function + " is of no network here");
  }
}
