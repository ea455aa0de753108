package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Otherwise;
import org.qusecnets.sweep.options.Ranges;

/**
 * What makes steps of the gradients of a network's weights and biases. Thresholds have optimizers
 * of their own ({@link QuantizationOptions.ThresholdTraining}).
 */
public record OptimizerOptions(
    @Option(
            says = "The rule by which weights are learned.",
            key = "optimizer",
            otherwise = "adam",
            leftOut = "adam")
        Rule rule,
    @Option(
            says = "Share of a step's direction that the next one keeps.",
            otherwise = "0.9",
            from = 0,
            below = 1,
            where = "optimizer = sgd",
            absent = "0")
        double momentum,
    @Option(
            says =
                "Share of the weights that a step of size 1 takes away: in the gradient with sgd,"
                    + " beside it with adamw.",
            otherwise = "0",
            cases = @Otherwise(where = "optimizer = adamw", value = "0.01"),
            from = 0,
            where = "optimizer != adam",
            absent = "0")
        double weightDecay)
    implements Serializable {
  /** Rules by which weights are learned. */
  public enum Rule {
    /** Adam (Kingma, Ba 2015). */
    ADAM,
    /** Stochastic gradient descent, with momentum and weight decay as in PyTorch. */
    SGD,
    /** Adam with decoupled weight decay (Loshchilov, Hutter 2019, Algorithm 2). */
    ADAMW
  }

  /** Checks momentum and decay. */
  public OptimizerOptions {
    Ranges.check(OptimizerOptions.class, rule, momentum, weightDecay);
  }

  /** Adam, whose options are defaults. */
  static OptimizerOptions adam() {
    return Declaration.of(OptimizerOptions.class).defaults();
  }
}
