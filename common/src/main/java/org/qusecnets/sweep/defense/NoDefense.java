package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.ModelRecipe;

/** The undefended network: the baseline of every comparison. */
record NoDefense() implements Defense {
  static final String TYPE = "none";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended;
  }
}
