package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.ThresholdTraining;
import org.qusecnets.sweep.recipe.QuantizationOptions.Updater;

/**
 * Quantized activations in all hidden layers, fixed or dynamic (DQA): {@code tanh(x)} on one of
 * {@code 2^bits} values by {@code 2^bits - 1} thresholds, which stay or are learned with the
 * weights ({@link ActivationOptions.Quantized}).
 *
 * <p>Of the paper its abstract and what others report of it were at hand, not its equations. From
 * these: tanh, evenly spaced values, gradients straight through the steps, {@code 2^bits - 1}
 * thresholds of each layer learned by back-propagation. Assumed: {@code 2^bits} values from -1 to 1
 * also for fixed thresholds; no division by the largest activation of the batch, as an image must
 * not depend on the images beside it; the slope of tanh, not 1 for {@code |x| < 1}; where dynamic
 * thresholds start and the gradient that they get. The paper combines it with adversarial training,
 * which is a defense of its own here.
 *
 * @see <a href="https://arxiv.org/abs/1807.06714">Rakin, Yi, Gong, Fan 2018</a>
 */
record QuantizedActivations(ActivationOptions.Quantized activation) implements Defense {
  static final String TYPE = "quantized-activations";
  private static final double ADAM_LEARNING_RATE = 1e-3;

  /** What becomes of the thresholds. */
  enum Thresholds {
    /** They stay halfway between the values. */
    FIXED,
    /** They are learned. */
    DYNAMIC
  }

  static QuantizedActivations read(Options options) {
    int bits = options.requiredInteger("bits");
    ThresholdTraining training =
        switch (options.choice("thresholds", Thresholds.DYNAMIC)) {
          case FIXED -> ThresholdTraining.constant();
          case DYNAMIC ->
              ThresholdTraining.trained(
                  options.choice("threshold-updater", Updater.ADAM),
                  options.number("threshold-learning-rate", ADAM_LEARNING_RATE));
        };
    return new QuantizedActivations(new ActivationOptions.Quantized(bits, training));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>(activation.parameters());
    parameters.remove("type");
    return parameters;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(activation);
  }
}
