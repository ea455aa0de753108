package org.qusecnets.sweep.grid;

/** What the attacker knows of the model: where an attack's gradients and predictions come from. */
public enum ThreatModel {
  /** Everything: they are the defended model's own. */
  WHITE_BOX,
  /**
   * Its data and network, but nothing of its defense: they are those of the undefended network that
   * was trained on the same data with the same seed.
   */
  TRANSFER,
  /**
   * Its answers: they are those of a substitute, trained on labels that the model gave ({@link
   * org.qusecnets.sweep.recipe.SubstituteOptions}).
   */
  BLACK_BOX
}
