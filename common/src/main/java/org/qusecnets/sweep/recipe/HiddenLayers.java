package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Optional;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.Activation.Relu;

/**
 * What a defense does to a network's hidden layers.
 *
 * @param activation what follows each
 * @param pruning samples drawn of a layer's activations, as a share of their number, once the
 *     network is trained; 0 for no stochastic pruning
 */
public record HiddenLayers(ActivationOptions activation, double pruning) implements Serializable {
  /** Checks the number of samples. */
  public HiddenLayers {
    if (!(pruning >= 0 && pruning <= 1000)) {
      throw new InvalidOption("samples", "must be from 0 to 1000", pruning);
    }
  }

  /** Why there is nothing to do in an architecture, if there is something to be done. */
  Optional<String> obstacle(Architecture architecture) {
    boolean changes = !activation.equals(ActivationOptions.rectified());
    boolean bounds = activation instanceof ActivationOptions.Bounded;
    if (bounds && architecture.all().noneMatch(Relu.class::isInstance)) {
      return Optional.of("must be of a network with relu, which it bounds");
    }
    return (changes || pruning > 0) && architecture.all().noneMatch(Activation.class::isInstance)
        ? Optional.of("must be of a network with activations, which it changes")
        : Optional.empty();
  }

  /** As the network is. */
  static HiddenLayers plain() {
    return new HiddenLayers(ActivationOptions.rectified(), 0);
  }

  /** With another activation. */
  HiddenLayers with(ActivationOptions other) {
    if (!activation.equals(ActivationOptions.rectified())) {
      throw new InvalidOption(
          "defense", "must not bring a second activation function", other.parameters());
    }
    return new HiddenLayers(other, pruning);
  }

  /** With stochastic pruning once the network is trained. */
  HiddenLayers pruned(double samples) {
    if (pruning > 0) {
      throw new InvalidOption("defense", "must not bring a second pruning", samples);
    }
    return new HiddenLayers(activation, samples);
  }

  /** Without pruning. */
  HiddenLayers unpruned() {
    return new HiddenLayers(activation, 0);
  }
}
