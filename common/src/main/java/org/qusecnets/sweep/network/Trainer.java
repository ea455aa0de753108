package org.qusecnets.sweep.network;

import java.util.function.Consumer;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;

/**
 * Trains the network of a {@link ModelRecipe} on one thread. The same recipe, images and seeds give
 * the same bytes.
 */
public final class Trainer {
  private Trainer() {}

  /**
   * Trains a model, without what is only in place once it is trained.
   *
   * @param recipe what to train and how
   * @param images what to train on
   * @param weightSeed draws the initial weights
   * @param shuffleSeed draws the order of the images, anew for each epoch
   * @param progress is told of every epoch that ends
   * @throws UserException if the cost is no longer finite
   */
  public static TrainedModel train(
      ModelRecipe recipe,
      ImageSet images,
      long weightSeed,
      long shuffleSeed,
      Consumer<Epoch> progress) {
    try (Training training =
        new Training(
            recipe.inTraining(),
            images.shape(),
            images.classes(),
            images.size(),
            weightSeed,
            shuffleSeed,
            progress)) {
      training.train(TrainingImages.of(images));
      return training.model();
    }
  }
}
