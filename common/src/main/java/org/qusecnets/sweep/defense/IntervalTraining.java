package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Interval bound propagation in training: the network learns from the worst logits that interval
 * arithmetic finds for all images within epsilon of one, beside those of the image itself. What it
 * learns can be certified by the same bounds, which hardly prove anything of other networks.
 *
 * <p>What stands in front of the network turns the box around an image into the box of what the
 * network takes, exactly where it changes each value by itself, as quantization does: values far
 * from a threshold do not move at all. Learned thresholds have gradients from both ends of the box.
 * Labels are not smoothed.
 *
 * @see <a href="https://arxiv.org/abs/1810.12715">Gowal et al. 2018, Section 3</a>
 */
record IntervalTraining(@Nested BoxTraining boxTraining) implements Defense {
  static final String TYPE = "interval-training";

  IntervalTraining {
    Ranges.check(IntervalTraining.class, boxTraining);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    return boxTraining.protect(undefended, null, Bounds.INTERVAL);
  }
}
