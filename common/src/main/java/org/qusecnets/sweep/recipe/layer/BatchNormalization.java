package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Batch normalisation of each channel (Ioffe, Szegedy 2015): a step of training takes mean and
 * variance from its batch; attacks and a trained network take running means of both, which training
 * keeps.
 */
public record BatchNormalization(
    @Option(
            key = "batch-norm",
            says = "What is added to the variance.",
            otherwise = "1e-5",
            above = 0,
            to = 1)
        double epsilon,
    @Option(
            says = "What a step keeps of the running means, which take the rest from its batch.",
            otherwise = "0.9",
            from = 0,
            below = 1)
        double decay)
    implements NetworkLayer {
  /** Checks both. */
  public BatchNormalization {
    Ranges.check(BatchNormalization.class, epsilon, decay);
  }

  /** With the usual numbers. */
  public BatchNormalization() {
    this(1e-5, 0.9);
  }

  @Override
  public String type() {
    return "batch-norm";
  }

  @Override
  public long parameters(ImageShape input) {
    return 2L * input.channels();
  }
}
