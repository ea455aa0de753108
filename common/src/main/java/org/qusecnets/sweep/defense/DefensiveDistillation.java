package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Defensive distillation: a network trained at a high temperature on the probabilities of a teacher
 * that was trained likewise, and used at temperature 1. Its logits then are about as many times
 * larger, so that the softmax is flat nearly everywhere: what attacks see of the probabilities
 * vanishes, what they see of the logits does not (Carlini, Wagner 2016).
 *
 * <p>100 is the temperature of Carlini and Wagner's published models.
 *
 * @see <a href="https://arxiv.org/abs/1511.04508">Papernot et al. 2016</a>
 * @see <a href="https://arxiv.org/abs/1607.04311">Carlini, Wagner: Defensive Distillation is Not
 *     Robust to Adversarial Examples</a>
 */
record DefensiveDistillation(@Nested Distillation distillation) implements Defense {
  static final String TYPE = "defensive-distillation";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(distillation);
  }
}
