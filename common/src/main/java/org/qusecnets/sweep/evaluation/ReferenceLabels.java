package org.qusecnets.sweep.evaluation;

/** The class that an untargeted attack leads each image away from. */
public enum ReferenceLabels {
  /** The true one. */
  TRUE_LABEL,
  /**
   * What the model that the attack sees makes of the clean image, as in CleverHans where it is
   * given no labels: there is a way to go also where that model is wrong.
   */
  PREDICTED_LABEL
}
