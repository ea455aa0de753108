package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;

/**
 * Constant quantization (CQ): a quantization layer whose thresholds stay where they were placed
 * (QuSecNets, Section III).
 *
 * <p>All pixels have the same thresholds, so there is no sharing to choose.
 *
 * @see <a href="https://arxiv.org/abs/1811.01437">Khalid, Ali et al. 2019 (QuSecNets), Section III,
 *     Eq. 1</a>
 */
record ConstantQuantization(
    @Nested(
            fixed = {"training = fixed", "sharing = shared"},
            otherwise = "z = 50")
        QuantizationOptions layer)
    implements Defense {
  static final String TYPE = "cq";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.prepend(layer);
  }
}
