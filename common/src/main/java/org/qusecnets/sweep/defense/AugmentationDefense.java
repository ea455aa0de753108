package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingAugmentation;

/** A defense that is an augmentation of the batches that the network learns from. */
public interface AugmentationDefense extends Defense, TrainingAugmentation {
  @Override
  default ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(this);
  }
}
