package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;

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
record QuantizedActivations(@Nested ActivationOptions.Quantized activation) implements Defense {
  static final String TYPE = "quantized-activations";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(activation);
  }
}
