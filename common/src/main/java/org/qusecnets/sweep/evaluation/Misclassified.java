package org.qusecnets.sweep.evaluation;

/** What becomes of images that the model gets wrong without an attack. */
public enum Misclassified {
  /** They are counted, but not attacked: success is a correct prediction turned wrong. */
  SKIP,
  /** They are attacked like the others, except where the prediction is the target already. */
  ATTACK
}
