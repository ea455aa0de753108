package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * CROWN-IBP: {@link IntervalTraining} whose bounds are, while boxes grow, mixed with tighter ones:
 * linear functions taken back through the network from the differences of its logits, with interval
 * arithmetic for its hidden layers. Their share falls evenly from 1 to 0, so that training ends
 * with what {@code interval} certifies. Steps of the phase of growth take about seven times as
 * long.
 *
 * @see <a href="https://arxiv.org/abs/1906.06316">Zhang et al. 2020, Section 3.2</a>
 */
record CrownIntervalTraining(@Nested BoxTraining boxTraining) implements Defense {
  static final String TYPE = "crown-interval-training";

  CrownIntervalTraining {
    Ranges.check(CrownIntervalTraining.class, boxTraining);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return boxTraining.protect(undefended, null, Bounds.CROWN_INTERVAL);
  }
}
