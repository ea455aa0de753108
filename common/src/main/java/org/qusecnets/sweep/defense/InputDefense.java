package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** A defense that is a transform of the image, next to the network. */
interface InputDefense extends Defense, InputTransform {
  @Override
  default ModelRecipe protect(ModelRecipe undefended) {
    return undefended.behind(this);
  }
}
