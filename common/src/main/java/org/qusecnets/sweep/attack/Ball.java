package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Ascent;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.SparseAscent;

/** The norms whose balls attacks step and search in. */
enum Ball {
  LINF(Norm.LINF),
  L2(Norm.L2),
  L1(Norm.L1) {
    @Override
    Ascent ascent(double share) {
      return new SparseAscent(share);
    }

    @Override
    AutoProjectedSteps autoProjected(AttackBatch batch, float epsilon, int iterations) {
      return new SparseSteps(batch, epsilon, iterations);
    }
  };

  /** What the option is, for its declaration. */
  static final String SAYS = "The norm of the ball.";

  private final Norm norm;

  Ball(Norm norm) {
    this.norm = norm;
  }

  Norm norm() {
    return norm;
  }

  /**
   * Steps of a length.
   *
   * @param share of the values that a step changes, where only some do
   */
  Ascent ascent(double share) {
    return norm::ascend;
  }

  /** Steps of a batch at one epsilon, whose lengths adapt. */
  AutoProjectedSteps autoProjected(AttackBatch batch, float epsilon, int iterations) {
    return new HalvedSteps(norm, batch, epsilon, iterations);
  }
}
