package org.qusecnets.sweep.network.layer;

/** What follows a layer's values as part of its last pass over them. */
public enum Rectifier {
  /** {@code max(0, x)}, of slope 0 at 0. */
  RELU,
  /** Nothing. */
  NONE
}
