package org.qusecnets.sweep.jobs;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.grid.Threat;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** What {@code gradient = adapted} does about each defense, as a Markdown table. */
final class AdaptationTable {
  /** Options that a defense must be given. */
  private static final Map<String, Map<String, Object>> NEEDED =
      Map.ofEntries(
          Map.entry("cq", Map.of("levels", 2)),
          Map.entry("tq", Map.of("levels", 2, "z", 50.0)),
          Map.entry("hard-quantization", Map.of("levels", 2)),
          Map.entry("bit-depth", Map.of("bits", 1)),
          Map.entry("feature-squeezing", Map.of("bits", 1)),
          Map.entry("quantized-activations", Map.of("bits", 1)),
          Map.entry("gaussian-augmentation", Map.of("sigma", 0.3)),
          Map.entry("adversarial-training", Map.of("epsilon", 0.3)),
          Map.entry("interval-training", Map.of("epsilon", 0.3)),
          Map.entry("crown-interval-training", Map.of("epsilon", 0.3)),
          Map.entry("small-box-training", Map.of("epsilon", 0.3)));

  /** Attacks with gradients in L-infinity and L2, of these one that ends at the nearest image. */
  private static final List<Attack> ATTACKS =
      List.of(
          Attacks.read("apgd", Options.of(Map.of())),
          Attacks.read("ddn", Options.of(Map.of())),
          Attacks.read("apgd", Options.of(Map.of("norm", "l2"))),
          Attacks.read("square", Options.of(Map.of())),
          Attacks.read("pointwise", Options.of(Map.of())));

  private static final Threat ADAPTED =
      Threat.DECLARATION.read(Options.of(Map.of("gradient", "adapted")));

  private AdaptationTable() {}

  static String markdown() {
    StringBuilder table =
        new StringBuilder(
            """
            | defense | gradients in Linf | nearest image in L2 | other gradients | scores in Linf | labels |
            |---|---|---|---|---|---|
            """);
    for (String type : new TreeSet<>(Defenses.types())) {
      ModelRecipe recipe =
          Defenses.read(type, Options.of(NEEDED.getOrDefault(type, Map.of())))
              .protect(
                  ModelRecipe.undefended(NetworkOptions.defaults(), TrainingOptions.defaults()));
      table.append("| `").append(type).append('`');
      for (Attack attack : ATTACKS) {
        table.append(" | ").append(ADAPTED.adaptation(attack, recipe));
      }
      table.append(" |\n");
    }
    return table.toString();
  }
}
