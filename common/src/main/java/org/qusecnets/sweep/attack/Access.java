package org.qusecnets.sweep.attack;

/** What an attack asks of a model; each kind includes those after it. */
public enum Access {
  /** Gradients of functions of the logits: the attacker has the model. */
  GRADIENTS,
  /** Probabilities of classes. */
  PROBABILITIES,
  /** Nothing but the predicted class. */
  LABELS
}
