package org.qusecnets.sweep.defense;

import java.io.Serializable;
import java.util.List;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A way to make a network robust: it turns the recipe of the undefended model into that of the
 * defended one.
 *
 * <p>A new defense is one class, one line in {@link Defenses} and one row in the tests' {@code
 * DefenseTable}, or a {@link DefensePlugin}.
 */
public interface Defense extends Declared, Serializable {
  /** The name in configurations and tables, such as {@code cq}. */
  String type();

  /** The recipe of the defended model. */
  ModelRecipe protect(ModelRecipe undefended);

  /** The defenses that it combines, in order; itself if it is a single one. */
  default List<Defense> parts() {
    return List.of(this);
  }
}
