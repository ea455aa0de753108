package org.qusecnets.sweep.attack;

/** What an attack asks of the model that it sees. */
public enum Access {
  GRADIENTS,
  PROBABILITIES,
  LABELS
}
