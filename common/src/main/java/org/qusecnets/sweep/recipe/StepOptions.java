package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** What becomes of a batch's gradients: how long they may be, and what makes a step of them. */
public record StepOptions(
    @Nested OptimizerOptions optimizer,
    @Nested LearningRateSchedule schedule,
    @Option(
            says =
                "L2 norm that the gradients of all weights and biases together are scaled down to;"
                    + " 0 for no limit.",
            otherwise = "0",
            from = 0,
            leftOut = "0")
        double clipNorm)
    implements Serializable {
  /** Checks the norm. */
  public StepOptions {
    Ranges.check(StepOptions.class, optimizer, schedule, clipNorm);
  }

  /** Adam at a rate that stays, on gradients as they are. */
  static StepOptions plain() {
    return new StepOptions(OptimizerOptions.adam(), LearningRateSchedule.constant(), 0);
  }
}
