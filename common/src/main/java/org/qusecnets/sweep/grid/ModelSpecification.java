package org.qusecnets.sweep.grid;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qusecnets.sweep.PluginCode;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.SubstituteOptions;

/**
 * A model to train.
 *
 * @param id hash of all that the model depends on; the number of test images is no part of it,
 *     unless it is a substitute
 * @param dataset the training images, and the most test images that any cell uses with this model;
 *     a substitute's training begins with test images that no cell uses
 * @param defense the defense
 * @param recipe the recipe of the defended model
 * @param seed what is written on the axis of seeds
 * @param substitution what it is a substitute of, or null
 */
public record ModelSpecification(
    String id,
    DatasetOptions dataset,
    Defense defense,
    ModelRecipe recipe,
    long seed,
    Substitution substitution)
    implements Serializable {

  /** The specification of this content, with its id. */
  public static ModelSpecification of(
      DatasetOptions dataset, Defense defense, ModelRecipe recipe, long seed) {
    String id = Fingerprint.id(CanonicalForm.of(dataset, defense, recipe, seed));
    return new ModelSpecification(id, dataset, defense, recipe, seed, null);
  }

  /** The substitute of this model for attacks on that many test images. */
  ModelSpecification substitute(SubstituteOptions options, int testImages) {
    SubstituteOptions own = options.against(recipe.network());
    Substitution substitute = new Substitution(this, own);
    DatasetOptions images = new DatasetOptions(dataset.description(), own.holdOut(), testImages);
    return new ModelSpecification(
        Fingerprint.id(CanonicalForm.of(substitute, images, seed)),
        images,
        Defenses.none(),
        own.recipe(),
        seed,
        substitute);
  }

  /** The name of its network. */
  public String network() {
    return recipe.network().architecture().name();
  }

  /** What it is a substitute of, if it is one. */
  public Optional<Substitution> substituted() {
    return Optional.ofNullable(substitution);
  }

  /**
   * Hash of all that its weights depend on: models with the same one, whose defenses differ only in
   * what is added once a network is trained, have the same weights.
   */
  public String weightsId() {
    return substitution == null ? Fingerprint.id(CanonicalForm.weights(dataset, recipe, seed)) : id;
  }

  /**
   * Seed of its initial weights: the same behind every defense, and for the substitutes of all
   * defenses, so that they differ in nothing else.
   */
  public long weightSeed() {
    return seed("initial-weights");
  }

  /** Seed of the order of the training images: likewise. */
  public long shuffleSeed() {
    return seed("training-order");
  }

  private long seed(String purpose) {
    return Seeds.derive(
        seed, substitution == null ? purpose : "substitute-" + purpose, dataset.name());
  }

  /** Epochs of its training, a teacher's included, if it does not end early. */
  public int epochs() {
    return substitution == null ? recipe.totalEpochs() : substitution.options().totalEpochs();
  }

  /** What the id is the hash of. */
  Map<String, Object> content() {
    return substitution == null
        ? CanonicalForm.of(dataset, defense, recipe, seed)
        : CanonicalForm.of(substitution, dataset, seed);
  }

  /** Code from outside this program that it depends on, its target's included. */
  public List<PluginCode> plugins() {
    return Stream.of(this, substitution == null ? this : substitution.target())
        .flatMap(model -> model.defense.parts().stream())
        .flatMap(part -> PluginCode.of(part.getClass()).stream())
        .distinct()
        .toList();
  }

  /** The same model for the larger of the two numbers of test images. */
  ModelSpecification merge(ModelSpecification same) {
    int testImages = Math.max(dataset.testImages(), same.dataset.testImages());
    return new ModelSpecification(
        id, dataset.withTestImages(testImages), defense, recipe, seed, substitution);
  }
}
