package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * How learning rates change in training: all of them, those of thresholds included, are multiplied
 * by the same share, and by what certified training makes of them besides ({@link
 * BoxSchedule.Phase#rate}). A network that is trained several times has the schedule each time.
 */
public record LearningRateSchedule(
    @Option(
            says = "How the learning rate falls.",
            key = "schedule",
            otherwise = "constant",
            leftOut = "constant")
        Form form,
    @Option(
            says = "Epochs from one fall of the learning rate to the next.",
            from = 1,
            where = "schedule = step",
            absent = "0")
        int decayEvery,
    @Option(
            says = "What the learning rate is multiplied by at each fall.",
            otherwise = "0.1",
            above = 0,
            below = 1,
            where = "schedule = step",
            absent = "0")
        double decayFactor,
    @Option(
            says = "Share of the steps, the first ones, in which the learning rate rises from 0.",
            otherwise = "0",
            from = 0,
            below = 1,
            leftOut = "0")
        double warmUp)
    implements Serializable {
  /** Forms of schedules. */
  public enum Form {
    /** The rate stays. */
    CONSTANT,
    /** The rate falls every few epochs by a factor. */
    STEP,
    /**
     * The rate falls from step to step along half a cosine, to 0 at the end (Loshchilov, Hutter
     * 2017, Eq. 5, without restarts). It begins to fall once the rate has risen.
     */
    COSINE
  }

  /** Checks every value. */
  public LearningRateSchedule {
    Ranges.check(LearningRateSchedule.class, form, decayEvery, decayFactor, warmUp);
  }

  /** Rates that stay. */
  static LearningRateSchedule constant() {
    return new LearningRateSchedule(Form.CONSTANT, 0, 0, 0);
  }

  /**
   * What rates are multiplied by, from 0 to 1.
   *
   * @param passed epochs that lie before the step, the part of its own included
   * @param epochs all epochs
   */
  public double share(double passed, int epochs) {
    double progress = passed / epochs;
    double risen = progress < warmUp ? progress / warmUp : 1;
    return risen
        * switch (form) {
          case CONSTANT -> 1;
          case STEP -> Math.pow(decayFactor, Math.floor(passed / decayEvery));
          case COSINE ->
              (1 + Math.cos(Math.PI * Math.max(0, progress - warmUp) / (1 - warmUp))) / 2;
        };
  }
}
