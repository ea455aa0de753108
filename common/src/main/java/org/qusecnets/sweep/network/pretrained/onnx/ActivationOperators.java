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
        Map.entry("Max", ActivationOperators::atLeast),
        Map.entry("Min", ActivationOperators::atMost),
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
    return then(operation, operation.signal(0), activation);
  }

  private static Signal then(Operation operation, Signal signal, Supplier<Activation> activation)
      throws UnreadableNetwork {
    try {
      return signal.then(new Element.Function(operation, activation.get()));
    } catch (InvalidOption e) {
      throw operation.unreadable("whose " + e.getMessage(), Operation.LAYERS);
    }
  }

  private static Signal clip(Operation operation) throws UnreadableNetwork {
    return limited(
        operation,
        operation.signal(0),
        operation.numberOrAttribute(1, "min", -UNLIMITED),
        operation.numberOrAttribute(2, "max", UNLIMITED));
  }

  private static Signal atLeast(Operation operation) throws UnreadableNetwork {
    int signal = operation.input(0) instanceof Signal ? 0 : 1;
    return limited(operation, operation.signal(signal), number(operation, signal), UNLIMITED);
  }

  private static Signal atMost(Operation operation) throws UnreadableNetwork {
    int signal = operation.input(0) instanceof Signal ? 0 : 1;
    return limited(operation, operation.signal(signal), -UNLIMITED, number(operation, signal));
  }

  /** The one number that stands beside a signal. */
  private static double number(Operation operation, int signal) throws UnreadableNetwork {
    Broadcast number =
        Broadcast.of(operation, operation.floats(1 - signal), operation.signal(signal));
    if (number.reach() != Broadcast.Reach.NOTHING) {
      throw operation.unreadable("of more than one number", Operation.LAYERS);
    }
    return Operation.decimal((float) number.values()[0]);
  }

  private static Signal limited(Operation operation, Signal signal, double least, double most)
      throws UnreadableNetwork {
    boolean isRectified =
        least == 0 || (least < 0 && signal.isNeverBelowZero() && most < UNLIMITED);
    if (!isRectified) {
      throw operation.unreadable(
          "from %s to %s".formatted(least, most), "build it with a lower limit of 0");
    }
    return most >= UNLIMITED
        ? then(operation, signal, Activation.Relu::new)
        : then(operation, signal, () -> new Activation.BoundedRelu(most));
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
    return operation.signal(0).then(new Element.Above(operation, number(operation, 0)));
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
