package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Members of JSON in which cells that are compared may differ.
 *
 * @param paths with dots, such as {@code training.loss}
 * @param ofNetwork the members in which networks of another name must be alike all the same; null
 *     where names do not differ
 */
record Ignored(Set<String> paths, Set<String> ofNetwork) {
  static Ignored nothing() {
    return new Ignored(Set.of(), null);
  }

  /**
   * The members that a selector speaks of, and of a network of another name all.
   *
   * @param where what is not ignored for the other network's sake
   */
  static Ignored of(Selector changed, Selector where) {
    boolean otherNetwork = changed.criteria().stream().anyMatch(Criterion::namesNetwork);
    return new Ignored(
        changed.criteria().stream()
            .filter(criterion -> criterion.factor().hasMembers())
            .map(Criterion::path)
            .collect(Collectors.toCollection(TreeSet::new)),
        otherNetwork
            ? where.criteria().stream()
                .filter(criterion -> criterion.factor() == Factor.NETWORK)
                .map(criterion -> criterion.members().get(0))
                .collect(Collectors.toSet())
            : null);
  }

  /** A factor's value as text, without what is ignored and what has a column of its own. */
  String text(Factor factor, Observation observation) {
    Object value = factor.value(observation);
    if (!(value instanceof JsonNode node)) {
      return value == null ? "-" : Scalars.text(value);
    }
    if (!node.isObject()) {
      return Scalars.text(node);
    }
    JsonNode rest = node.deepCopy();
    if (factor == Factor.NETWORK && ofNetwork != null) {
      ((ObjectNode) rest).retain(ofNetwork);
    }
    columns(factor, observation).forEach(name -> removeEverywhere(rest, name));
    for (String path : paths) {
      if (path.startsWith(factor.key() + ".")) {
        List<String> names = List.of(path.substring(factor.key().length() + 1).split("\\.", -1));
        remove(rest, names);
      }
    }
    return rest.toString();
  }

  /** Parameters that are columns too, and then factors of their own. */
  private static List<String> columns(Factor factor, Observation observation) {
    if (factor == Factor.ATTACK_PARAMETERS) {
      return List.of("target", "norm");
    }
    List<String> names = new ArrayList<>();
    if (factor == Factor.DEFENSE_PARAMETERS && observation.cell().defense().levels() != null) {
      names.add("levels");
    }
    if (factor == Factor.DEFENSE_PARAMETERS && observation.cell().defense().z() != null) {
      names.add("z");
    }
    return names;
  }

  private static void removeEverywhere(JsonNode node, String name) {
    if (node instanceof ObjectNode object) {
      object.remove(name);
    }
    node.forEach(child -> removeEverywhere(child, name));
  }

  private static void remove(JsonNode node, List<String> path) {
    if (node.isArray() || node.has("defenses")) {
      node.forEach(element -> remove(element, path));
    }
    if (path.size() == 1 && node instanceof ObjectNode object) {
      object.remove(path.get(0));
    } else if (node.has(path.get(0)) && path.size() > 1) {
      remove(node.path(path.get(0)), path.subList(1, path.size()));
    }
  }
}
