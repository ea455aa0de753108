package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import java.util.function.Supplier;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.recipe.layer.Activation;

/** Activations, and what makes probabilities of logits. */
final class ActivationOperators {
  private static final double UNLIMITED = Float.MAX_VALUE;

  /** The first version in which probabilities are of the last axis and not of all behind one. */
  private static final int ALONG_ONE_AXIS = 13;

  private ActivationOperators() {}

  /** By their names. */
  static Map<String, Operator> all(long operatorSet) {
    return Map.ofEntries(
        Map.entry("Relu", operation -> function(operation, Activation.Relu::new)),
        Map.entry("Clip", ActivationOperators::clip),
        Map.entry("LeakyRelu", ActivationOperators::leaky),
        Map.entry("PRelu", ActivationOperators::sloped),
        Map.entry("Elu", ActivationOperators::elu),
        Map.entry("Tanh", operation -> function(operation, Activation.Tanh::new)),
        Map.entry("Sigmoid", operation -> function(operation, Activation.Sigmoid::new)),
        Map.entry("Softplus", operation -> function(operation, Activation.Softplus::new)),
        Map.entry("Gelu", ActivationOperators::gelu),
        Map.entry("Greater", ActivationOperators::above),
        Map.entry("Where", Branches::choice),
        Map.entry("Softmax", operation -> probabilities(operation, operatorSet)),
        Map.entry("LogSoftmax", operation -> probabilities(operation, operatorSet)));
  }

  private static Signal function(Operation operation, Supplier<Activation> activation)
      throws UnreadableNetwork {
    try {
      return operation.signal(0).then(new Element.Function(operation, activation.get()));
    } catch (InvalidOption e) {
      throw operation.unreadable(
          "whose " + e.getMessage(), "build the network of layers that ./sweep list layers shows");
    }
  }

  private static Signal clip(Operation operation) throws UnreadableNetwork {
    double least = operation.numberOrAttribute(1, "min", -UNLIMITED);
    double most = operation.numberOrAttribute(2, "max", UNLIMITED);
    boolean isRectified =
        least == 0
            || (least < 0
                && operation.signal(0).chain().last().orElse(null)
                    instanceof Element.Function function
                && function.activation() instanceof Activation.Relu);
    if (!isRectified) {
      throw operation.unreadable(
          "from %s to %s".formatted(least, most), "build it with a lower limit of 0");
    }
    return most >= UNLIMITED
        ? function(operation, Activation.Relu::new)
        : function(operation, () -> new Activation.BoundedRelu(most));
  }

  private static Signal leaky(Operation operation) throws UnreadableNetwork {
    double slope = operation.number("alpha", 0.01);
    return function(operation, () -> new Activation.LeakyRelu(slope));
  }

  private static Signal sloped(Operation operation) throws UnreadableNetwork {
    Broadcast slope = Broadcast.of(operation, operation.floats(1), operation.signal(0));
    if (slope.reach() != Broadcast.Reach.NOTHING) {
      throw operation.unreadable(
          "with a slope of each channel", "build it with one slope for all channels");
    }
    return function(
        operation, () -> new Activation.LeakyRelu(Operation.decimal((float) slope.values()[0])));
  }

  private static Signal elu(Operation operation) throws UnreadableNetwork {
    double alpha = operation.number("alpha", 1);
    return function(operation, () -> new Activation.Elu(alpha));
  }

  private static Signal gelu(Operation operation) throws UnreadableNetwork {
    String form = operation.word("approximate", "none");
    return switch (form) {
      case "none" -> function(operation, () -> new Activation.Gelu(Activation.Gelu.Form.EXACT));
      case "tanh" -> function(operation, () -> new Activation.Gelu(Activation.Gelu.Form.TANH));
      default -> throw operation.damaged("with the form " + Operation.shown(form));
    };
  }

  private static Signal above(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    Broadcast number = Broadcast.of(operation, operation.floats(1), signal);
    if (number.reach() != Broadcast.Reach.NOTHING) {
      throw operation.unreadable("of more than one number", "build the network without it");
    }
    return signal.then(new Element.Above(operation, number.values()[0]));
  }

  /** Of all values of an image, so that they have the order of the logits. */
  private static Signal probabilities(Operation operation, long operatorSet)
      throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    boolean isOfOne = operatorSet >= ALONG_ONE_AXIS;
    int rank = signal.axes().rank() + 1;
    int axis = Constants.axis(operation, operation.integer("axis", isOfOne ? -1 : 1), rank);
    boolean isOfAll = axis > 0 && (isOfOne ? signal.axes().isRow(axis - 1) : axis == 1);
    if (!isOfAll) {
      throw operation.unreadable(
          "along a part of an image's values", "build it without, or with all classes in a row");
    }
    return signal.then(new Element.Probabilities(operation));
  }
}
