package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** What two signals make that begin at one value. */
final class Branches {
  private static final String REMEDY =
      "build the network of layers that ./sweep list layers shows, whose branches only meet in sums";

  private Branches() {}

  /** The sum: of a block's branches, or a part of an activation. */
  static Signal sum(Operation operation, Signal one, Signal other) throws UnreadableNetwork {
    checkAlike(operation, one, other);
    Chain common = Chain.common(one.chain(), other.chain());
    List<Element> left = one.chain().since(common);
    List<Element> right = other.chain().since(common);
    operation.budget().take((long) left.size() + right.size());
    Optional<Polynomial> ofLeft = polynomial(left);
    Optional<Polynomial> ofRight = polynomial(right);
    Element sum;
    if (ofLeft.isPresent() && ofRight.isPresent()) {
      sum = new Element.Evaluated(operation, ofLeft.get().plus(ofRight.get()));
    } else {
      sum =
          ComposedActivation.ofSum(operation, left, right)
              .or(() -> ComposedActivation.ofSum(operation, right, left))
              .orElseGet(() -> new Element.Branched(operation, left, right));
    }
    return new Signal(common.then(sum), one.batch(), one.axes());
  }

  /** The product, which must be a part of an activation. */
  static Signal product(Operation operation, Signal one, Signal other) throws UnreadableNetwork {
    checkAlike(operation, one, other);
    Chain common = Chain.common(one.chain(), other.chain());
    List<Element> left = one.chain().since(common);
    List<Element> right = other.chain().since(common);
    List<Element> product =
        ofPolynomials(operation, left, right)
            .or(() -> ComposedActivation.ofProduct(operation, left, right))
            .or(() -> ComposedActivation.ofProduct(operation, right, left))
            .orElse(List.of());
    if (product.isEmpty()) {
      throw operation.unreadable("of two branches", REMEDY);
    }
    Chain chain = common;
    for (Element element : product) {
      chain = chain.then(element);
    }
    return new Signal(chain, one.batch(), one.axes());
  }

  /** One of two values, which must be an activation that is computed in two ways. */
  static Signal choice(Operation operation) throws UnreadableNetwork {
    Signal above = operation.signal(0);
    Signal large = operation.signal(1);
    Signal other = operation.signal(2);
    checkAlike(operation, above, large);
    checkAlike(operation, above, other);
    Chain common = Chain.common(Chain.common(above.chain(), large.chain()), other.chain());
    if (!ComposedActivation.isSoftplus(
        above.chain().since(common), large.chain().since(common), other.chain().since(common))) {
      throw operation.unreadable("of two branches", REMEDY);
    }
    return other;
  }

  private static Optional<List<Element>> ofPolynomials(
      Operation operation, List<Element> left, List<Element> right) {
    return polynomial(left)
        .flatMap(one -> polynomial(right).flatMap(one::times))
        .map(product -> List.of(new Element.Evaluated(operation, product)));
  }

  /** The polynomial that elements are, if they are one. */
  static Optional<Polynomial> polynomial(List<Element> elements) {
    if (elements.isEmpty()) {
      return Optional.of(Polynomial.identity());
    }
    return elements.size() == 1 && elements.get(0) instanceof Element.Evaluated evaluated
        ? Optional.of(evaluated.by())
        : Optional.empty();
  }

  private static void checkAlike(Operation operation, Signal one, Signal other)
      throws UnreadableNetwork {
    if (!one.axes().equals(other.axes())) {
      throw operation.unreadable("of values of different shapes", REMEDY);
    }
  }
}
