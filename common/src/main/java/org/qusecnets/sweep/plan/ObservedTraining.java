package org.qusecnets.sweep.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.SubstituteOptions;

/**
 * How long a training took on one core.
 *
 * @param kind canonical name of the recipe and dataset
 * @param images images that its batches were made of, each epoch counted
 * @param seconds for all of them
 */
public record ObservedTraining(String kind, double images, double seconds) {
  /** A training of a model's weights that was measured. */
  public static ObservedTraining of(ModelSpecification model, double images, double seconds) {
    return new ObservedTraining(
        CostClass.training(model.dataset().name(), model.recipe().inTraining()), images, seconds);
  }

  /**
   * A row of the table of models; empty if it tells too little.
   *
   * @param dataset name of the dataset
   * @param trainImages number of training images
   * @param recipe as JSON
   * @param substitute how it was trained if it is a substitute, as JSON, else null
   * @param epochSeconds seconds of each epoch
   */
  public static Optional<ObservedTraining> row(
      String dataset,
      int trainImages,
      String recipe,
      String substitute,
      List<Double> epochSeconds) {
    double seconds = epochSeconds.stream().mapToDouble(Double::doubleValue).sum();
    Optional<Double> images =
        substitute == null
            ? Optional.of((double) trainImages * epochSeconds.size())
            : options(substitute).map(options -> (double) options.trainingImages());
    return images
        .filter(count -> count > 0 && seconds > 0)
        .map(
            count ->
                new ObservedTraining(
                    CostClass.training(dataset, Json.read(recipe)), count, seconds));
  }

  private static Optional<SubstituteOptions> options(String substitute) {
    Map<String, Object> parameters = Json.read(substitute);
    return SubstituteOptions.DECLARATION.reading(Options.of(parameters)).value();
  }
}
