package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Small adversarial bounding regions (SABR): {@link IntervalTraining} on a small box within the
 * large one, around an adversarial image of the network as it is then. What it minimises bounds the
 * loss in the small box alone, which regularises less: such networks are for tighter certificates
 * than {@code interval}.
 *
 * <p>The paper's loss is that of the boxes alone, {@code kappa = 0}; the default keeps that of the
 * clean images beside it, since short trainings without it can end at one answer for all.
 *
 * <p>A small box lies within epsilon of the image and within [0, 1]. The attack goes from a random
 * point by exact gradients of the model with its defense, as in adversarial training.
 *
 * @see <a href="https://arxiv.org/abs/2210.04871">Mueller, Eckert, Fischer, Vechev 2022, Section
 *     3</a>
 */
record SmallBoxTraining(@Nested BoxTraining boxTraining, @Nested SmallBoxes boxes)
    implements Defense {
  static final String TYPE = "small-box-training";

  SmallBoxTraining {
    Ranges.check(SmallBoxTraining.class, boxTraining, boxes);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return boxTraining.protect(undefended, boxes, Bounds.INTERVAL);
  }
}
