package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Trains the network of a {@link ModelRecipe} on one thread. The same recipe, images and seeds give
 * the same bytes.
 *
 * <p>With {@link Distillation} a teacher is trained first. Teacher and student begin with the same
 * weights and see the images in the same order, those of the undefended model of the same seeds: as
 * in Carlini and Wagner's code, where the paper leaves it open. The student alone is kept, and only
 * one of them is in memory at a time.
 */
public final class Trainer {
  private final ModelRecipe recipe;
  private final ImageSet images;
  private final long weightSeed;
  private final long shuffleSeed;
  private final Optional<PretrainedNetwork> weights;
  private final Consumer<Epoch> progress;

  private Trainer(
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      Optional<PretrainedNetwork> weights,
      Consumer<Epoch> progress) {
    this.recipe = recipe;
    this.images = images;
    this.weightSeed = weightSeed;
    this.shuffleSeed = shuffleSeed;
    this.weights = weights;
    this.progress = progress;
  }

  /** Trains a model whose weights are drawn, as {@link #train the other method} does. */
  public static TrainedModel train(
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    return train(recipe, images, weightSeed, shuffleSeed, Optional.empty(), progress);
  }

  /**
   * Trains a model, without what is only in place once it is trained; one of a network that was
   * trained elsewhere only where its recipe {@linkplain ModelRecipe#isTrained says so}.
   *
   * @param recipe what to train and how
   * @param images what to train on
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch, and what augmentations
   *     draw
   * @param weights those that it begins with in place of drawn ones
   * @param progress is told of every epoch that ends, at most {@link ModelRecipe#totalEpochs()} in
   *     all
   * @throws UserException if the loss is no longer finite
   */
  public static TrainedModel train(
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      Optional<PretrainedNetwork> weights,
      Consumer<Epoch> progress) {
    Trainer trainer =
        new Trainer(recipe.inTraining(), images, weightSeed, shuffleSeed, weights, progress);
    return recipe.trainingDefenses().distilled().map(trainer::distill).orElseGet(trainer::train);
  }

  private TrainedModel train() {
    if (!recipe.isTrained()) {
      return PretrainedModel.of(recipe, images.shape(), images.classes(), weights.orElseThrow());
    }
    try (Training training = start()) {
      training.train(TrainingImages.of(images));
      return training.model();
    }
  }

  private TrainedModel distill(Distillation distillation) {
    TrainingImages shown = TrainingImages.of(images);
    List<Epoch> earlier;
    SoftLabels soft;
    try (Training teacher = start()) {
      teacher.train(shown);
      earlier = teacher.history();
      soft = SoftLabels.of(teacher.classifier(), shown, distillation.temperature());
    }
    try (Training student = start()) {
      student.train(shown, soft);
      return student.model().after(earlier);
    }
  }

  private Training start() {
    return new Training(
        recipe,
        images.shape(),
        images.classes(),
        images.size(),
        weightSeed,
        shuffleSeed,
        weights,
        progress);
  }
}
