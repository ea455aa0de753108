package org.qusecnets.sweep.evaluation;

/**
 * Takes the images behind examples while an attack is scored, so that nobody has to hold those of
 * all epsilons. The images of an epsilon come one after another, in the order of the examples; the
 * epsilons come in the attack's order.
 */
@FunctionalInterface
public interface AdversarialImages {
  /** Leaves them all. */
  AdversarialImages NONE = (epsilonIndex, values, from) -> {};

  /**
   * Takes the next image of an epsilon: the adversarial one, or the clean one where there is none.
   *
   * @param epsilonIndex index into the attack's list of epsilons
   * @param values holds the image, floats in [0, 1], [channels, height, width]; not to be kept
   * @param from index of its first value
   */
  void take(int epsilonIndex, float[] values, int from);
}
