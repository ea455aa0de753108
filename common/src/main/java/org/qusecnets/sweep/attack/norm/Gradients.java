package org.qusecnets.sweep.attack.norm;

/** What an attack takes from a value of a gradient; what is no number leads nowhere. */
public final class Gradients {
  private Gradients() {}

  /** Its sign: -1, 0 or 1. */
  public static float sign(float value) {
    return Float.isNaN(value) ? 0 : Math.signum(value);
  }

  /** The value itself, or 0 where it is infinite or not a number. */
  public static float finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }
}
