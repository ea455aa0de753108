package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.SortedMap;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/** What follows each hidden layer of a network. */
public sealed interface ActivationOptions extends Declared, Serializable {
  /** The network's own rectifiers: {@code max(0, x)}. */
  static ActivationOptions rectified() {
    return new Rectified();
  }

  /** How gradients go back through it: {@code exact}, or in a few words what stands in. */
  String gradient();

  /** The same on the straight-through path; as exact where nothing saturates. */
  default String passed() {
    return gradient();
  }

  /**
   * How gradients go back through it.
   *
   * @param path the path that was asked for
   */
  default String gradient(GradientPath path) {
    return path.passes() ? passed() : gradient();
  }

  /** Its name, such as {@code bounded-relu}. */
  String type();

  /** Its type and parameters by configuration key. */
  @Override
  default SortedMap<String, Object> parameters() {
    return Options.typed(type(), inOrder());
  }

  /** Rectifiers. */
  record Rectified() implements ActivationOptions {
    @Override
    public String type() {
      return "rectified";
    }

    @Override
    public String gradient() {
      return "exact";
    }
  }

  /**
   * Bounded rectifiers: {@code min(limit, max(0, x))}. On the straight-through path the slope is
   * the plain rectifier's, 1 at the limit and above.
   *
   * @see <a href="https://arxiv.org/abs/1707.06728">Zantedeschi, Nicolae, Rawat 2017, BReLU</a>
   */
  record Bounded(
      @Option(
              says = "The largest value of a unit.",
              otherwise = "1",
              above = 0,
              to = Float.MAX_VALUE,
              rule = "must be above 0 and at most 3.4e38")
          double limit)
      implements ActivationOptions {
    /** Checks the limit. */
    public Bounded {
      Ranges.check(Bounded.class, limit);
    }

    @Override
    public String type() {
      return "bounded-relu";
    }

    @Override
    public String gradient() {
      return "exact";
    }

    @Override
    public String passed() {
      return "slope 1 above the limit";
    }
  }

  /**
   * Quantized activations in place of rectifiers: {@code tanh(x)} on one of {@code 2^bits} values,
   * evenly from -1 to 1. A layer has {@code K = 2^bits - 1} thresholds {@code t_k} for all its
   * units, {@code y = 2/K #{k : tanh(x) > t_k} - 1}. They start halfway between the values, where y
   * is the value nearest to {@code tanh(x)}.
   *
   * <p>Gradients go straight through the steps: {@code dy/dx = 1 - tanh(x)^2}. Of the thresholds
   * that are learned, one within {@code 1/K} of {@code tanh(x)}, half the distance of two values,
   * has {@code dy/dt_k = -1}, the others 0: each step counts as a ramp as wide as it is high.
   * Together the ramps of thresholds where they start are the identity, which is what goes straight
   * through.
   *
   * @see <a href="https://arxiv.org/abs/1807.06714">Rakin, Yi, Gong, Fan 2018</a>
   */
  record Quantized(
      @Option(says = "Bits of a value.", from = 1, to = 8) int bits,
      @Option(
              says = "Whether thresholds stay halfway between the values or are learned.",
              otherwise = "dynamic")
          ThresholdTraining thresholds)
      implements ActivationOptions {
    /** Checks the number of bits. */
    public Quantized {
      Ranges.check(Quantized.class, bits, thresholds);
    }

    /** Number of thresholds of a layer, K. */
    public int steps() {
      return (1 << bits) - 1;
    }

    @Override
    public String gradient() {
      return "straight-through steps of tanh";
    }

    @Override
    public String type() {
      return "quantized-activations";
    }
  }
}
