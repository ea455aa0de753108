package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.Map;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.network.ModelRecipe;

/**
 * A model to train.
 *
 * @param id hash of all that the model depends on; the number of test images is no part of it
 * @param dataset the training images, and the most test images that any cell uses with this model
 * @param defense the defense
 * @param recipe the recipe of the defended model
 * @param seed what is written on the axis of seeds
 */
public record ModelSpecification(
    String id, DatasetOptions dataset, Defense defense, ModelRecipe recipe, long seed)
    implements Serializable {

  /** The specification of this content, with its id. */
  public static ModelSpecification of(
      DatasetOptions dataset, Defense defense, ModelRecipe recipe, long seed) {
    String id = Fingerprint.id(Content.of(dataset, defense, recipe, seed));
    return new ModelSpecification(id, dataset, defense, recipe, seed);
  }

  /** What the id is the hash of. */
  Map<String, Object> content() {
    return Content.of(dataset, defense, recipe, seed);
  }

  /** The same model for the larger of the two numbers of test images. */
  ModelSpecification merge(ModelSpecification same) {
    int testImages = Math.max(dataset.testImages(), same.dataset.testImages());
    return new ModelSpecification(id, dataset.withTestImages(testImages), defense, recipe, seed);
  }
}
