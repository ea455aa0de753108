package org.qusecnets.sweep.attack;

/** Whose successes count at an epsilon without another attempt. */
public enum ReuseSuccesses {
  /** Those of every smaller epsilon: an adversarial image is not attacked again. */
  SMALLER_EPSILONS,
  /** Every epsilon begins anew. */
  NEVER;

  /** What the option is, for its declaration. */
  public static final String SAYS =
      "Whether images that were adversarial at a smaller epsilon count and are not attacked again.";
}
