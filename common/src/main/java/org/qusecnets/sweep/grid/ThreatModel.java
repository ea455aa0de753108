package org.qusecnets.sweep.grid;

/** What the attacker knows of the model: where an attack's gradients and predictions come from. */
public enum ThreatModel {
  /** Everything: gradients are the defended model's own. */
  WHITE_BOX,
  /**
   * Its answers, one query after another: labels or probabilities are the defended model's own, and
   * there are no gradients.
   */
  QUERY,
  /**
   * Its data and network, but nothing of its defense: they are those of the undefended network that
   * was trained on the same data with the same seed.
   */
  TRANSFER,
  /**
   * Its answers to some images: they are those of a substitute, trained on labels that the model
   * gave ({@link org.qusecnets.sweep.recipe.SubstituteOptions}).
   */
  BLACK_BOX;

  /** Whether an attack sees the defended model itself, and not another one in its place. */
  public boolean seesDefense() {
    return this == WHITE_BOX || this == QUERY;
  }
}
