package org.qusecnets.sweep.recipe.layer;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/** A function of each value. */
public sealed interface Activation extends NetworkLayer {
  @Override
  default long values(ImageShape input) {
    return 0;
  }

  /** The rectifier, {@code max(0, x)}; its slope at 0 is 0. */
  record Relu() implements Activation {
    @Override
    public String type() {
      return "relu";
    }
  }

  /** The rectifier with an upper limit, {@code min(limit, max(0, x))}; 0 is the slope at both. */
  record BoundedRelu(
      @Option(
              key = "bounded-relu",
              says = "The largest value, 6 of ReLU6.",
              otherwise = "6",
              above = 0,
              to = 1_000_000)
          double limit)
      implements Activation {
    /** Checks the limit. */
    public BoundedRelu {
      Ranges.check(BoundedRelu.class, limit);
    }

    @Override
    public String type() {
      return "bounded-relu";
    }
  }

  /** The rectifier with a slope below 0: {@code x} above 0, else {@code slope x}. */
  record LeakyRelu(
      @Option(
              key = "leaky-relu",
              says = "The slope below 0.",
              otherwise = "0.01",
              from = 0,
              below = 1)
          double slope)
      implements Activation {
    /** Checks the slope. */
    public LeakyRelu {
      Ranges.check(LeakyRelu.class, slope);
    }

    @Override
    public String type() {
      return "leaky-relu";
    }
  }

  /** The exponential linear unit: {@code x} above 0, else {@code alpha (exp(x) - 1)}. */
  record Elu(
      @Option(
              key = "elu",
              says = "Its limit far below 0, without the sign.",
              otherwise = "1",
              above = 0,
              to = 1000)
          double alpha)
      implements Activation {
    /** Checks the limit. */
    public Elu {
      Ranges.check(Elu.class, alpha);
    }

    @Override
    public String type() {
      return "elu";
    }
  }

  /** The hyperbolic tangent. */
  record Tanh() implements Activation {
    @Override
    public String type() {
      return "tanh";
    }
  }

  /** The logistic function, {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Activation {
    @Override
    public String type() {
      return "sigmoid";
    }
  }

  /** {@code log(1 + exp(x))}. */
  record Softplus() implements Activation {
    @Override
    public String type() {
      return "softplus";
    }
  }

  /** {@code x} times the standard normal distribution's share below {@code x}. */
  record Gelu(
      @Option(
              key = "gelu",
              says = "Whether by the error function or by its approximation with tanh.",
              otherwise = "exact",
              source = "Hendrycks, Gimpel 2016, Section 2")
          Form form)
      implements Activation {
    /** How it is computed. */
    public enum Form {
      /** {@code x/2 (1 + erf(x / sqrt(2)))}. */
      EXACT,
      /** {@code x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3)))}. */
      TANH
    }

    @Override
    public String type() {
      return "gelu";
    }
  }
}
