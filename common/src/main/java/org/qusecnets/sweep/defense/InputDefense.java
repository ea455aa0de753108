package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** A defense that is a transform of the image, next to the network. */
interface InputDefense extends Defense, InputTransform {
  String APPLIED = "When it is in place: always, or only once the network is trained.";

  @Override
  default ModelRecipe protect(ModelRecipe undefended) {
    return undefended.prepend(this);
  }
}
