package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Elements one behind another, from the image on; those that part later share the first ones. */
final class Chain {
  private final Chain previous;
  private final Element last;
  private final int length;

  private Chain(Chain previous, Element last) {
    this.previous = previous;
    this.last = last;
    length = previous == null ? 0 : previous.length + 1;
  }

  /** The image itself. */
  static Chain image() {
    return new Chain(null, null);
  }

  /** With a further element; polynomials one behind another are one. */
  Chain then(Element element) {
    if (element instanceof Element.Evaluated outer) {
      if (outer.by().isIdentity()) {
        return this;
      }
      if (last instanceof Element.Evaluated inner) {
        Optional<Polynomial> composed = outer.by().after(inner.by());
        if (composed.isPresent()) {
          return previous.then(new Element.Evaluated(outer.at(), composed.get()));
        }
      }
    }
    return new Chain(this, element);
  }

  /** The last element, if there is one. */
  Optional<Element> last() {
    return Optional.ofNullable(last);
  }

  /** Without the last element. */
  Chain previous() {
    return previous;
  }

  /** The longest chain that two begin with. */
  static Chain common(Chain one, Chain other) {
    Chain left = one;
    Chain right = other;
    while (left != right) {
      if (left.length >= right.length) {
        left = left.previous;
      } else {
        right = right.previous;
      }
    }
    return left;
  }

  /** The elements behind a chain that this one begins with. */
  List<Element> since(Chain beginning) {
    List<Element> elements = new ArrayList<>();
    for (Chain chain = this; chain != beginning; chain = chain.previous) {
      elements.add(chain.last);
    }
    Collections.reverse(elements);
    return elements;
  }
}
