package org.qusecnets.sweep.network.layer;

/** Whether a layer with weights has a bias for each filter. */
public enum Bias {
  /** One that starts at 0 and is trained. */
  LEARNED,
  /** None: batch normalisation follows, which would take it out again. */
  NONE
}
