package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** A defense that is a transform of the image, next to the network. */
public interface InputDefense extends Defense, InputTransform {
  /** What the option {@code applied} is, for its declaration. */
  String APPLIED = "When it is in place: always, or only once the network is trained.";

  @Override
  default ModelRecipe protect(ModelRecipe undefended) {
    return undefended.prepend(this);
  }
}
