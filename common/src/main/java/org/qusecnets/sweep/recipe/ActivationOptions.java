package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;

/** What follows each hidden layer of a network. */
public sealed interface ActivationOptions extends Serializable {
  /** The network's own rectifiers: {@code max(0, x)}. */
  static ActivationOptions rectified() {
    return new Rectified();
  }

  /** How gradients go back through it: {@code exact}, or in a few words what stands in. */
  String gradient();

  /** Its type and parameters by configuration key. */
  Map<String, Object> parameters();

  /** Rectifiers. */
  record Rectified() implements ActivationOptions {
    @Override
    public Map<String, Object> parameters() {
      return Map.of("type", "rectified");
    }

    @Override
    public String gradient() {
      return "exact";
    }
  }

  /**
   * Bounded rectifiers: {@code min(limit, max(0, x))}.
   *
   * @param limit their largest value, above 0
   * @see <a href="https://arxiv.org/abs/1707.06728">Zantedeschi, Nicolae, Rawat 2017, BReLU</a>
   */
  record Bounded(double limit) implements ActivationOptions {
    /** Checks the limit. */
    public Bounded {
      if (!(limit > 0 && limit <= Float.MAX_VALUE)) {
        throw new InvalidOption("limit", "must be above 0 and at most 3.4e38", limit);
      }
    }

    @Override
    public Map<String, Object> parameters() {
      return Map.of("type", "bounded-relu", "limit", limit);
    }

    @Override
    public String gradient() {
      return "exact";
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
   * @param bits from 1 to 8
   * @param thresholds constant (fixed quantization), or learned with the weights (dynamic
   *     quantization)
   * @see <a href="https://arxiv.org/abs/1807.06714">Rakin, Yi, Gong, Fan 2018</a>
   */
  record Quantized(int bits, ThresholdTraining thresholds) implements ActivationOptions {
    /** Checks the number of bits. */
    public Quantized {
      if (bits < 1 || bits > 8) {
        throw new InvalidOption("bits", "must be from 1 to 8", bits);
      }
    }

    @Override
    public String gradient() {
      return "straight-through steps of tanh";
    }

    @Override
    public Map<String, Object> parameters() {
      Map<String, Object> parameters = new TreeMap<>();
      parameters.put("type", "quantized-activations");
      parameters.put("bits", bits);
      if (thresholds instanceof ThresholdTraining.Trained trained) {
        parameters.put("thresholds", "dynamic");
        parameters.put("threshold-updater", Options.nameOf(trained.updater()));
        parameters.put("threshold-learning-rate", trained.learningRate());
      } else {
        parameters.put("thresholds", "fixed");
      }
      return parameters;
    }
  }
}
