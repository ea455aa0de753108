package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * How certified training goes from the loss of clean images to that of boxes around them: at first
 * there are no boxes, then they grow evenly to epsilon while the weight of the clean images falls
 * from 1, and at the end the optimizers' steps shrink evenly to 0. Shares are of all steps.
 *
 * @see <a href="https://arxiv.org/abs/1810.12715">Gowal et al. 2018, Section 4 and Appendix A</a>
 */
public record BoxSchedule(
    @Option(says = "Half the width of the boxes once they are grown.", above = 0, to = 1)
        double epsilon,
    @Option(
            says = "Share of the steps before the boxes begin to grow.",
            otherwise = "0.05",
            from = 0,
            below = 1)
        double warmUp,
    @Option(says = "Share of the steps in which they grow.", otherwise = "0.5", above = 0, to = 1)
        double ramp,
    @Option(
            says = "Weight of the clean images' loss once they are grown.",
            otherwise = "0.5",
            from = 0,
            below = 1)
        double kappa,
    @Option(
            says = "Share of the steps, the last ones, in which the optimizers' steps shrink to 0.",
            otherwise = "0.5",
            from = 0,
            to = 1)
        double decay)
    implements Declared, Serializable {
  /** Checks every value. */
  public BoxSchedule {
    Ranges.check(BoxSchedule.class, epsilon, warmUp, ramp, kappa, decay);
    if (warmUp + ramp > 1) {
      throw new InvalidOption("ramp", "must be at most 1 - warm-up", ramp);
    }
  }

  /**
   * What a step is like.
   *
   * @param epsilon half the width of the boxes; 0 where there are none yet
   * @param kappa the weight of the clean images' loss, from 0 to 1; that of the boxes' is the rest
   * @param rate what the optimizers' steps are multiplied by
   */
  public record Phase(double epsilon, double kappa, double rate) {}

  /**
   * Whether boxes have grown, so that the loss means the same in all steps that follow.
   *
   * @param progress the share of all steps that lie before it, from 0 to 1
   */
  public boolean isGrown(double progress) {
    return progress >= warmUp + ramp;
  }

  /**
   * What a step is like.
   *
   * @param progress the share of all steps that lie before it, from 0 to 1
   */
  public Phase at(double progress) {
    double grown = Math.max(0, Math.min(1, (progress - warmUp) / ramp));
    double left = 1 - progress;
    return new Phase(grown * epsilon, 1 - grown * (1 - kappa), left < decay ? left / decay : 1);
  }
}
