package org.qusecnets.sweep.defense;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Several defenses at once: what stands before the network is met by an image in their order, and
 * training batches go through their augmentations in the same order.
 */
record Combination(List<Defense> parts) implements Defense {
  Combination {
    parts = List.copyOf(parts);
    if (parts.size() < 2) {
      throw new IllegalArgumentException("a combination of fewer than two defenses");
    }
  }

  @Override
  public String type() {
    return parts.stream().map(Defense::type).collect(Collectors.joining("+"));
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>(
        Map.of(
            "defenses",
            parts.stream().map(part -> Options.typed(part.type(), part.parameters())).toList()));
  }

  @Override
  public ModelRecipe protect(ModelRecipe undefended) {
    ModelRecipe recipe = undefended;
    for (Defense part : parts) {
      recipe = part.protect(recipe);
    }
    return recipe;
  }
}
