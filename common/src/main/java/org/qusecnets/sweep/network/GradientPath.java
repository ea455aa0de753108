package org.qusecnets.sweep.network;

/** How gradients go through the quantization layer. */
public enum GradientPath {
  /** Its exact derivative. */
  EXACT,
  /** Straight-through. */
  STRAIGHT_THROUGH
}
