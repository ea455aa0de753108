package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Norm;

/** The norms whose balls attacks step and search in. */
enum Ball {
  LINF(Norm.LINF),
  L2(Norm.L2);

  /** What the option is, for its declaration. */
  static final String SAYS = "The norm of the ball.";

  private final Norm norm;

  Ball(Norm norm) {
    this.norm = norm;
  }

  Norm norm() {
    return norm;
  }
}
