package org.qusecnets.sweep.plan;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Canonical names of what has the same cost for each image: the parts of recipes and threats that a
 * measurement is found by. Numbers of images, epochs and seeds are no part of them.
 */
final class CostClass {
  private static final String TRAINING = "training";
  private static final List<String> OF_NO_COST =
      List.of(
          "epochs",
          "learning-rate",
          "schedule",
          "decay-every",
          "decay-factor",
          "warm-up",
          "patience",
          "least-gain");

  private CostClass() {}

  /** The training of a recipe on images of a dataset. */
  static String training(String dataset, ModelRecipe recipe) {
    return training(dataset, recipe.parameters());
  }

  /** The same of the recipe's parameters as a table tells them. */
  static String training(String dataset, Map<String, ?> recipe) {
    Map<String, Object> kind = new TreeMap<>(recipe);
    if (kind.get(TRAINING) instanceof Map<?, ?> training) {
      Map<Object, Object> priced = new TreeMap<>(training);
      priced.keySet().removeAll(OF_NO_COST);
      kind.put(TRAINING, priced);
    }
    kind.put("dataset", dataset);
    return Fingerprint.canonical(kind);
  }

  /** A trained model, but for how long it was trained. */
  static String model(Map<String, ?> recipe) {
    Map<String, Object> kind = new TreeMap<>(recipe);
    kind.remove(TRAINING);
    return Fingerprint.canonical(kind);
  }
}
