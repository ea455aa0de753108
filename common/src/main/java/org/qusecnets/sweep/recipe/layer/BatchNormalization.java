package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * Batch normalisation of each channel (Ioffe, Szegedy 2015): a step of training takes mean and
 * variance from its batch; attacks and a trained network take running means of both, which training
 * keeps. With fixed statistics it is what a network expects of its input: nothing of it changes.
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
        double decay,
    @Option(
            says = "Whether training learns scales, shifts and statistics, or leaves them.",
            otherwise = "learned",
            leftOut = "learned")
        Statistics statistics)
    implements NetworkLayer {
  /** What training does with them. */
  public enum Statistics {
    /** It learns scales and shifts, and takes statistics from its batches. */
    LEARNED,
    /** Nothing. */
    FIXED
  }

  /** Checks the numbers. */
  public BatchNormalization {
    Ranges.check(BatchNormalization.class, epsilon, decay, statistics);
  }

  /** One that is learned. */
  public BatchNormalization(double epsilon, double decay) {
    this(epsilon, decay, Statistics.LEARNED);
  }

  /** One that is learned, with the usual numbers. */
  public BatchNormalization() {
    this(1e-5, 0.9);
  }

  /** One that stays what it is, with the usual numbers. */
  public static BatchNormalization fixed() {
    return new BatchNormalization(1e-5, 0.9, Statistics.FIXED);
  }

  /** Whether training leaves it what it is. */
  public boolean isFixed() {
    return statistics == Statistics.FIXED;
  }

  @Override
  public String type() {
    return "batch-norm";
  }

  @Override
  public long parameters(ImageShape input) {
    return isFixed() ? 0 : 2L * input.channels();
  }
}
