package org.qusecnets.sweep.attack;

/** What becomes of an image at larger epsilons. */
public enum Carry {
  /** An adversarial image is one at every larger epsilon: it is not attacked again. */
  SUCCESSES,
  /** Every epsilon begins anew. */
  NOTHING;

  /** What the option is, for its declaration. */
  public static final String SAYS = "What becomes of an adversarial image at larger epsilons.";
}
