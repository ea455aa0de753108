package org.qusecnets.sweep.evaluation;

/** What becomes of clean images that the model gets wrong. */
public enum Misclassified {
  /** They are counted, not attacked. */
  SKIP,
  /** They are attacked like the others. */
  ATTACK
}
