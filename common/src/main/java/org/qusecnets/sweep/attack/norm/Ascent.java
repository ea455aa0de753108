package org.qusecnets.sweep.attack.norm;

/** A way to step along a gradient. */
@FunctionalInterface
public interface Ascent {
  /**
   * Adds a step of a length along a gradient, of the values that begin at {@code from}, to what
   * begins at {@code to}. A gradient that is zero leads nowhere.
   */
  void ascend(double step, float[] gradient, int from, int length, float[] images, int to);
}
