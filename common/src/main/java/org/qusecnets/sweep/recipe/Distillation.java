package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Training on the probabilities that a teacher gives, a network of the same recipe that was trained
 * on the labels; both at a temperature, by which logits are divided. A trained network's logits are
 * taken as they are: its temperature is 1.
 *
 * <p>The teacher's labels are smoothed as the recipe says. The student's targets are the teacher's
 * probabilities and not smoothed again. The losses' gradients are not multiplied by the temperature
 * or its square: Adam's steps hardly depend on their size. Those of SGD do, so that its learning
 * rate must be greater by the temperature.
 */
public record Distillation(
    @Option(
            says = "What logits are divided by in training.",
            otherwise = "100",
            from = 1,
            to = 1000)
        double temperature)
    implements Serializable {
  /** Checks the temperature. */
  public Distillation {
    Ranges.check(Distillation.class, temperature);
  }
}
