package org.qusecnets.sweep.grid;

/** What the attacker knows of the model. */
public enum ThreatModel {
  /** Everything: the attack takes its gradients through the defended model itself. */
  WHITE_BOX
}
