package org.qusecnets.sweep.attack;

/** Whose successes count at an epsilon without another attempt. */
enum ReuseSuccesses {
  /** Those of every smaller epsilon: an adversarial image is not attacked again. */
  SMALLER_EPSILONS,
  /** Every epsilon begins anew. */
  NEVER;

  static final String SAYS =
      "Whether images that were adversarial at a smaller epsilon count and are not attacked again.";
}
