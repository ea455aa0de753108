package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Additions and multiplications. */
final class ArithmeticOperators {
  private ArithmeticOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of(
        "Add", ArithmeticOperators::add,
        "Sum", ArithmeticOperators::sum,
        "Sub", ArithmeticOperators::subtract,
        "Mul", ArithmeticOperators::multiply,
        "Div", ArithmeticOperators::divide,
        "Neg", operation -> scaled(operation, operation.signal(0), -1),
        "Pow", ArithmeticOperators::power,
        "Erf", operation -> operation.signal(0).then(new Element.ErrorFunction(operation)));
  }

  private static Signal scaled(Operation operation, Signal signal, double factor) {
    return signal.then(new Element.Evaluated(operation, Polynomial.times(factor)));
  }

  private static Signal add(Operation operation) throws UnreadableNetwork {
    return sum(operation, operation.input(0), operation.input(1));
  }

  private static Value sum(Operation operation) throws UnreadableNetwork {
    Value sum = operation.input(0);
    for (int i = 1; i < operation.inputs(); i++) {
      sum = sum(operation, sum, operation.input(i));
    }
    return sum;
  }

  private static Signal sum(Operation operation, Value one, Value other) throws UnreadableNetwork {
    if (one instanceof Signal left && other instanceof Signal right) {
      return Branches.sum(operation, left, right);
    }
    boolean isFirst = one instanceof Signal;
    Signal signal = signal(operation, isFirst ? one : other);
    return constant(operation, isFirst ? other : one, signal).shifting(operation, signal);
  }

  private static Signal subtract(Operation operation) throws UnreadableNetwork {
    Value from = operation.input(0);
    Value what = operation.input(1);
    if (what instanceof Signal signal) {
      return sum(operation, from, scaled(operation, signal, -1));
    }
    Signal signal = signal(operation, from);
    return constant(operation, what, signal).with(value -> -value).shifting(operation, signal);
  }

  private static Signal multiply(Operation operation) throws UnreadableNetwork {
    Value one = operation.input(0);
    Value other = operation.input(1);
    if (one instanceof Signal left && other instanceof Signal right) {
      return Branches.product(operation, left, right);
    }
    boolean isFirst = one instanceof Signal;
    Signal signal = signal(operation, isFirst ? one : other);
    return constant(operation, isFirst ? other : one, signal).scaling(operation, signal);
  }

  private static Signal divide(Operation operation) throws UnreadableNetwork {
    if (operation.input(1) instanceof Signal) {
      throw operation.unreadable("by what depends on the image", Operation.LAYERS);
    }
    Signal signal = operation.signal(0);
    return constant(operation, operation.input(1), signal)
        .with(value -> 1 / value)
        .scaling(operation, signal);
  }

  /** A square or a cube, as a part of an activation. */
  private static Signal power(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    Constant exponent = operation.constant(1);
    double power = exponent.size() == 1 ? Constants.first(exponent) : 0;
    if (power != 2 && power != 3) {
      throw operation.unreadable("with another exponent than 2 or 3", Operation.LAYERS);
    }
    double[] coefficients = new double[(int) power + 1];
    coefficients[(int) power] = 1;
    return signal.then(new Element.Evaluated(operation, new Polynomial(coefficients)));
  }

  private static Signal signal(Operation operation, Value value) throws UnreadableNetwork {
    if (value instanceof Signal signal) {
      return signal;
    }
    throw operation.unreadable("on constants", Operation.FOLDED);
  }

  private static Broadcast constant(Operation operation, Value value, Signal signal)
      throws UnreadableNetwork {
    if (value instanceof Constant.Floats floats) {
      return Broadcast.of(operation, floats, signal);
    }
    throw operation.damaged("of real numbers and integers");
  }
}
