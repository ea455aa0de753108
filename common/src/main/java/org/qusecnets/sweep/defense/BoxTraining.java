package org.qusecnets.sweep.defense;

import java.io.Serializable;
import org.qusecnets.sweep.options.Nested;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.BoxCentres;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** What all trainings on bounds have: how boxes grow, and for how long. */
record BoxTraining(
    @Nested BoxSchedule schedule,
    @Option(
            says = "Passes over the training images, whatever the training section says.",
            otherwise = "20",
            from = 1)
        int epochs)
    implements Serializable {
  BoxTraining {
    Ranges.check(BoxTraining.class, schedule, epochs);
  }

  /**
   * A recipe of a model that is trained so.
   *
   * @param centres where small boxes lie, or null for the whole box around each image
   */
  ModelRecipe protect(ModelRecipe undefended, BoxCentres centres, Bounds bounds) {
    return undefended
        .trainedWith(undefended.training().unsmoothed().withEpochs(epochs))
        .with(new CertifiedTraining(schedule, centres, bounds));
  }
}
