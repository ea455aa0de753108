package org.qusecnets.sweep.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.Target;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.claim.Criterion;
import org.qusecnets.sweep.claim.Factor;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.evaluation.Misclassified;
import org.qusecnets.sweep.evaluation.ReferenceLabels;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.ThreatModel;
import org.qusecnets.sweep.options.OptionDescription;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Renamed;
import org.qusecnets.sweep.options.Suggestion;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** The names that factors can have as values, so that a misspelt one is told at once. */
final class Vocabulary {
  /** Between the parts of a combined defense. */
  private static final String AND = "\\+";

  private final Map<Factor, Collection<String>> names;

  private final Map<String, Set<String>> choices;

  /**
   * The names that there are.
   *
   * @param networks names of networks
   */
  Vocabulary(DatasetCatalog catalog, Set<String> networks) {
    names =
        Map.ofEntries(
            Map.entry(Factor.DATASET, catalog.names()),
            Map.entry(Factor.NETWORK, networks),
            Map.entry(Factor.DEFENSE, Defenses.types()),
            Map.entry(Factor.ATTACK, Attacks.types()),
            Map.entry(Factor.THREAT_MODEL, names(ThreatModel.values())),
            Map.entry(Factor.SOURCE_NETWORK, networks),
            Map.entry(Factor.GRADIENT, names(GradientPath.values())),
            Map.entry(Factor.TARGET, Target.words()),
            Map.entry(Factor.MISCLASSIFIED, names(Misclassified.values())),
            Map.entry(Factor.LABELS, names(ReferenceLabels.values())),
            Map.entry(Factor.NORM, names(Norm.values())));
    choices =
        OptionDescription.choices(
            Stream.of(
                    Attacks.types().stream().map(Attacks::declaration),
                    Defenses.types().stream().map(Defenses::declaration),
                    Stream.of(NetworkOptions.DECLARATION, TrainingOptions.DECLARATION))
                .flatMap(declarations -> declarations));
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).<String>map(Options::nameOf).toList();
  }

  /** What is wrong with one of its values: nothing if it is known, or if any is possible. */
  List<String> unknown(Criterion criterion, String value) {
    Factor factor = criterion.factor();
    if (!names.containsKey(factor) || (factor.hasMembers() && !criterion.namesNetwork())) {
      return List.of();
    }
    Collection<String> known = names.get(factor);
    return Arrays.stream(factor == Factor.DEFENSE ? value.split(AND, -1) : new String[] {value})
        .filter(name -> !known.contains(name))
        .filter(name -> factor != Factor.TARGET || Target.parse(name).isEmpty())
        .map(name -> "unknown " + factor.key() + " " + name + meant(factor, name, known))
        .toList();
  }

  /** The end of a message about a key that is no factor's. */
  static String meant(String key) {
    return Renamed.key(key, Set.copyOf(Factor.keys()))
        .map(now -> "; it is called " + now + " now")
        .orElseGet(() -> Suggestion.of(key, Factor.keys()));
  }

  /** What is wrong with a member's key: that no option has it any more. */
  Optional<String> renamed(String member) {
    return choices.containsKey(member)
        ? Optional.empty()
        : Renamed.key(member, choices.keySet())
            .map(now -> "unknown key " + member + "; it is called " + now + " now");
  }

  /** What is wrong with a member's value: that its option does not have it any more. */
  Optional<String> renamed(String member, String value) {
    return choices.getOrDefault(member, Set.of()).contains(value)
        ? Optional.empty()
        : Renamed.value(member, value)
            .map(now -> "unknown " + member + " " + value + "; it is called " + now + " now");
  }

  private static String meant(Factor factor, String name, Collection<String> known) {
    return Renamed.value(factor.key(), name)
        .map(now -> "; it is called " + now + " now")
        .orElseGet(() -> Suggestion.of(name, known));
  }
}
