package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * The undefended network: the baseline of every comparison.
 *
 * @see <a href="https://arxiv.org/abs/1811.01437">Khalid, Ali et al. 2019 (QuSecNets), Section
 *     V</a>, which compares with it
 */
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
