package org.qusecnets.sweep.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.Defense;
import org.qusecnets.sweep.grid.DatasetOptions;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Checks that something is left of the images of a part's datasets behind each layer of its
 * networks, and that arrays hold what a step of training computes.
 */
final class NetworkSizes {
  private final ConfigObject values;
  private final NetworksReader networks;
  private final List<DatasetOptions> datasets;
  private final Problems problems;

  /** Whether a network fits images; those of substitutes may be the part's. */
  private final Map<List<?>, Boolean> fitting = new HashMap<>();

  /** Networks that differ in how their weights are drawn have the same sizes. */
  private final Set<String> told = new HashSet<>();

  NetworkSizes(
      ConfigObject values,
      NetworksReader networks,
      List<DatasetOptions> datasets,
      Problems problems) {
    this.values = values;
    this.networks = networks;
    this.datasets = datasets;
    this.problems = problems;
  }

  /**
   * Checks an undefended network, and what defenses make of it.
   *
   * @param defenses those that it can have
   */
  void check(ModelRecipe undefended, List<Defense> defenses) {
    for (DatasetOptions dataset : datasets) {
      if (fits(undefended, dataset, dataset.shape(), dataset.name())) {
        defenses.forEach(defense -> check(undefended, defense, dataset));
      }
    }
  }

  private void check(ModelRecipe undefended, Defense defense, DatasetOptions dataset) {
    ModelRecipe recipe = defense.protect(undefended);
    ImageShape inside = recipe.input().output(dataset.shape());
    String where = dataset.name() + " behind " + defense.type();
    if (inside.equals(dataset.shape()) || fits(recipe, dataset, inside, where)) {
      checkStep("training", recipe, dataset, dataset.trainImages(), " with " + defense.type());
    }
  }

  /**
   * Checks the network of a substitute.
   *
   * @param points the most images that it is trained on
   */
  void checkSubstitute(ModelRecipe recipe, long points) {
    for (DatasetOptions dataset : datasets) {
      if (fits(recipe, dataset, dataset.shape(), dataset.name())) {
        checkStep("substitute", recipe, dataset, Math.toIntExact(points), "");
      }
    }
  }

  private boolean fits(ModelRecipe recipe, DatasetOptions dataset, ImageShape shape, String where) {
    Architecture architecture = recipe.network().architecture();
    return fitting.computeIfAbsent(
        List.of(architecture, where, shape),
        key -> {
          networks.check(architecture, where, shape, dataset.classes(), originOf("datasets"));
          return architecture.obstacle(shape, dataset.classes()).isEmpty();
        });
  }

  private void checkStep(
      String section, ModelRecipe recipe, DatasetOptions dataset, int images, String defended) {
    Architecture architecture = recipe.network().architecture();
    recipe
        .obstacleToStep(dataset.shape(), images)
        .ifPresent(
            obstacle -> {
              String message =
                  "%s: batch-size of %d is too large for %s%s on %s: %s; set a smaller batch-size, or a smaller layer"
                      .formatted(
                          section,
                          recipe.training().batchSize(),
                          architecture.name(),
                          defended,
                          dataset.name(),
                          obstacle.message());
              if (told.add(message)) {
                problems.add(
                    networks.origin(architecture, obstacle.place(), originOf(section)), message);
              }
            });
  }

  /** A section or list, of a section of training its batch size; all if nobody wrote it. */
  private ConfigOrigin originOf(String section) {
    ConfigValue written = values.getOrDefault(section, values);
    return written instanceof ConfigObject training && training.get("batch-size") != null
        ? training.get("batch-size").origin()
        : written.origin();
  }
}
