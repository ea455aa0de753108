package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Dropout: in training each value is 0 with this probability and else divided by the probability
 * that it is not; a trained network passes all values on.
 */
public record Dropout(
    @Option(
            key = "dropout",
            says = "Share of the values that are 0 in a step of training.",
            otherwise = "0.5",
            above = 0,
            below = 1,
            source = "Srivastava et al. 2014, Section 10, with the scale at training time")
        double rate)
    implements NetworkLayer {
  /** Checks the rate. */
  public Dropout {
    Ranges.check(Dropout.class, rate);
  }

  @Override
  public String type() {
    return "dropout";
  }

  @Override
  public long values(ImageShape input) {
    return 0;
  }

  @Override
  public String describe() {
    return "dropout " + rate;
  }
}
