package org.qusecnets.sweep.defense;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** The undefended network: the baseline of every comparison. */
record NoDefense() implements Defense {
  static final String TYPE = "none";

  static NoDefense read(Options options) {
    return new NoDefense();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>();
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended;
  }
}
