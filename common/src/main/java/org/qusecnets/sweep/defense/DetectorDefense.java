package org.qusecnets.sweep.defense;

import java.util.List;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A defense that leaves the network as it is and detects adversarial images beside it, by what
 * squeezing an image does to its probabilities ({@link DetectorOptions}).
 */
public interface DetectorDefense extends Defense {
  /**
   * The ways that an image is squeezed, at least one; none of them draws random numbers or changes
   * an image's shape.
   */
  List<InputTransform> squeezers();

  /** Share of the training images that are taken for adversarial, above 0 and below 1. */
  double falsePositiveRate();

  @Override
  default ModelRecipe protect(ModelRecipe undefended) {
    return undefended.with(new DetectorOptions(squeezers(), falsePositiveRate()));
  }
}
