package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.recipe.layer.Activation;

/** Activations that a graph computes of sums and products. */
final class ComposedActivation {
  private static final double TOLERANCE = 1e-4;
  private static final double LARGE = 16;
  private static final double CUBIC = 0.044715;
  private static final double TANH_FACTOR = Math.sqrt(2 / Math.PI);

  private ComposedActivation() {}

  /** {@code max(0, x) - slope max(0, -x)} as a leaky rectifier. */
  static Optional<Element> ofSum(
      Operation operation, List<Element> positive, List<Element> negative) {
    if (positive.size() != 1
        || negative.size() != 3
        || !isRelu(positive.get(0))
        || !isRelu(negative.get(1))) {
      return Optional.empty();
    }
    Optional<Polynomial> mirrored = Branches.polynomial(negative.subList(0, 1));
    Optional<Polynomial> sloped = Branches.polynomial(negative.subList(2, 3));
    if (mirrored.isEmpty()
        || sloped.isEmpty()
        || !mirrored.get().isCloseTo(Polynomial.times(-1), 0)
        || sloped.get().degree() != 1
        || sloped.get().of(0) != 0) {
      return Optional.empty();
    }
    double slope = Operation.decimal((float) -sloped.get().of(1));
    return slope >= 0 && slope < 1
        ? Optional.of(new Element.Function(operation, new Activation.LeakyRelu(slope)))
        : Optional.empty();
  }

  private static boolean isRelu(Element element) {
    return element instanceof Element.Function function
        && function.activation() instanceof Activation.Relu;
  }

  /**
   * Whether values that are large are as they are, and others {@code log(1 + exp(b x)) / b}, which
   * for large ones is the same in float32.
   */
  static boolean isSoftplus(List<Element> above, List<Element> large, List<Element> other) {
    int last = above.size() - 1;
    boolean isLarge =
        last >= 0 && above.get(last) instanceof Element.Above limit && limit.number() >= LARGE;
    if (!isLarge || !large.isEmpty() || other.size() <= last) {
      return false;
    }
    Optional<Polynomial> scale = Branches.polynomial(above.subList(0, last));
    Optional<Polynomial> inside = Branches.polynomial(other.subList(0, last));
    Optional<Polynomial> outside = Branches.polynomial(other.subList(last + 1, other.size()));
    return other.get(last) instanceof Element.Function function
        && function.activation() instanceof Activation.Softplus
        && scale.isPresent()
        && inside.isPresent()
        && inside.get().isCloseTo(scale.get(), 0)
        && outside
            .flatMap(then -> then.after(scale.get()))
            .filter(Polynomial::isIdentity)
            .isPresent();
  }

  /**
   * {@code k y (1 + erf(y / sqrt(2)))}, or its approximation with tanh, as a Gaussian error linear
   * unit of {@code y}, a scale and a shift of what is given.
   */
  static Optional<List<Element>> ofProduct(
      Operation operation, List<Element> line, List<Element> share) {
    Optional<Polynomial> factor = Branches.polynomial(line);
    if (factor.isEmpty() || factor.get().degree() != 1 || share.size() < 2 || share.size() > 3) {
      return Optional.empty();
    }
    int last = share.size() - 1;
    Optional<Polynomial> inside = Branches.polynomial(share.subList(0, last - 1));
    Optional<Polynomial> outside = Branches.polynomial(share.subList(last, last + 1));
    Optional<Activation.Gelu.Form> form = form(share.get(last - 1));
    if (inside.isEmpty() || outside.isEmpty() || form.isEmpty()) {
      return Optional.empty();
    }
    double height = outside.get().of(1);
    if (!outside.get().isCloseTo(new Polynomial(height, height), TOLERANCE)) {
      return Optional.empty();
    }
    return argument(form.get(), factor.get(), inside.get())
        .map(
            argument ->
                List.of(
                    new Element.Evaluated(operation, argument),
                    new Element.Function(operation, new Activation.Gelu(form.get())),
                    new Element.Evaluated(
                        operation,
                        Polynomial.times(2 * height * factor.get().of(1) / argument.of(1)))));
  }

  private static Optional<Activation.Gelu.Form> form(Element element) {
    if (element instanceof Element.ErrorFunction) {
      return Optional.of(Activation.Gelu.Form.EXACT);
    }
    return element instanceof Element.Function function
            && function.activation() instanceof Activation.Tanh
        ? Optional.of(Activation.Gelu.Form.TANH)
        : Optional.empty();
  }

  /** What the unit is of, if its line is a multiple of that. */
  private static Optional<Polynomial> argument(
      Activation.Gelu.Form form, Polynomial line, Polynomial inside) {
    double slope =
        switch (form) {
          case EXACT -> inside.of(1) * Math.sqrt(2);
          case TANH -> Math.cbrt(inside.of(3) / (TANH_FACTOR * CUBIC));
        };
    Polynomial argument = new Polynomial(line.of(0) * slope / line.of(1), slope);
    Optional<Polynomial> expected =
        switch (form) {
          case EXACT -> Polynomial.times(Math.sqrt(0.5)).after(argument);
          case TANH -> new Polynomial(0, TANH_FACTOR, 0, TANH_FACTOR * CUBIC).after(argument);
        };
    return slope != 0 && expected.isPresent() && inside.isCloseTo(expected.get(), TOLERANCE)
        ? Optional.of(argument)
        : Optional.empty();
  }
}
