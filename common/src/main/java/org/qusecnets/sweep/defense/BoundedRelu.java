package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Bounded rectifiers (BReLU) in all hidden layers: {@code min(limit, max(0, x))}, so that what a
 * change of the image adds up to cannot grow from layer to layer. The authors' second half, noise
 * added to training images, is a defense of its own here.
 *
 * @see <a href="https://arxiv.org/abs/1707.06728">Zantedeschi, Nicolae, Rawat 2017</a>; 1 is the
 *     limit of the authors' first release of ART, too ({@code BoundedReLU(max_value=1)})
 */
record BoundedRelu(@Nested ActivationOptions.Bounded activation) implements Defense {
  static final String TYPE = "bounded-relu";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(activation);
  }
}
