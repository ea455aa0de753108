package org.qusecnets.sweep.evaluation;

/**
 * How images are given to attacks.
 *
 * @param misclassified what becomes of clean images that the model gets wrong
 * @param labels the classes that untargeted attacks lead away from
 */
public record AttackProtocol(Misclassified misclassified, ReferenceLabels labels) {
  /** Only what the model gets right is attacked, away from the true class. */
  public static AttackProtocol standard() {
    return new AttackProtocol(Misclassified.SKIP, ReferenceLabels.TRUE_LABEL);
  }
}
