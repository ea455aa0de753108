package org.qusecnets.sweep.evaluation;

/**
 * How images are given to attacks.
 *
 * @param misclassified what becomes of clean images that the model gets wrong
 * @param labels the classes that untargeted attacks lead away from
 */
public record Conduct(Misclassified misclassified, GuideLabels labels) {
  /** Only what the model gets right is attacked, away from the true class. */
  public static Conduct standard() {
    return new Conduct(Misclassified.SKIP, GuideLabels.TRUE);
  }
}
