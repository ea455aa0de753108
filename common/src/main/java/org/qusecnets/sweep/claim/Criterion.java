package org.qusecnets.sweep.claim;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * What a selector says of one factor.
 *
 * @param factor which one
 * @param members the path to a member of its JSON, of which a list's elements are alternatives;
 *     empty where the factor is a scalar
 * @param values any of which will do, at least one: strings, numbers or booleans
 */
public record Criterion(Factor factor, List<String> members, List<Object> values)
    implements Serializable {
  private static final String PARTS = "defenses";

  /** Sections of the recipe that are factors of their own. */
  private static final List<String> SECTIONS = List.of(Factor.NETWORK.key(), Factor.TRAINING.key());

  /** What an entry of {@code networks} has its name under. */
  private static final List<String> AS_WRITTEN = List.of("name");

  /** Checks that path and values are of the factor's kind. */
  public Criterion {
    if (factor == Factor.RECIPE && !members.isEmpty() && SECTIONS.contains(members.get(0))) {
      factor = Factor.of(members.get(0)).orElseThrow();
      members = members.subList(1, members.size());
    }
    if (factor == Factor.NETWORK && (members.isEmpty() || members.equals(AS_WRITTEN))) {
      members = List.of(Factor.NETWORK_NAME);
    }
    members = List.copyOf(members);
    values = values.stream().map(Scalars::normal).distinct().toList();
    if (values.isEmpty()) {
      throw new InvalidOption(path(factor, members), "must have a value", "[]");
    }
    if (factor.hasMembers() && members.isEmpty()) {
      throw new InvalidOption(
          factor.key(), "must have members, such as " + factor.key() + " { loss = ... }", values);
    }
    if (!factor.hasMembers() && !members.isEmpty()) {
      throw new InvalidOption(
          factor.key(), "must be a value or a list of values", "a section with " + members);
    }
    for (Object value : values) {
      if (factor.isNumber() && !(value instanceof Number)) {
        throw new InvalidOption(factor.key(), "must be a number", value);
      }
    }
  }

  /** Whether it says what a network is called. */
  public boolean namesNetwork() {
    return factor == Factor.NETWORK && members.equals(List.of(Factor.NETWORK_NAME));
  }

  /** Whether another value of it comes with other values of what another one says. */
  boolean bringsAlong(Criterion other) {
    return factor.dependents().contains(other.factor)
        || (namesNetwork() && other.factor == Factor.NETWORK);
  }

  /** Its key with dots, such as {@code training.loss}. */
  public String path() {
    return path(factor, members);
  }

  private static String path(Factor factor, List<String> members) {
    return members.isEmpty() ? factor.key() : factor.key() + "." + String.join(".", members);
  }

  /**
   * Whether a cell has one of the values; where its model was not trained nothing speaks against.
   */
  boolean matches(Observation observation) {
    if (factor.isUnknown(observation)) {
      return true;
    }
    Object value = factor.value(observation);
    return value instanceof JsonNode node ? matches(node, members) : isOneOf(value);
  }

  private boolean matches(JsonNode node, List<String> path) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        if (matches(element, path)) {
          return true;
        }
      }
      return false;
    }
    if (path.isEmpty()) {
      return node.isValueNode() && isOneOf(node);
    }
    // A combination's parameters are a list under this name.
    return matches(node.path(path.get(0)), path.subList(1, path.size()))
        || (node.has(PARTS) && matches(node.path(PARTS), path));
  }

  private boolean isOneOf(Object value) {
    return value != null && texts().contains(Scalars.text(value));
  }

  private Set<String> texts() {
    return values.stream().map(Scalars::text).collect(Collectors.toSet());
  }

  /** In words: names stand alone, other values behind their key. */
  String text() {
    String any = values.stream().map(Scalars::text).collect(Collectors.joining("/"));
    return switch (factor) {
      case DATASET, DEFENSE, ATTACK, THREAT_MODEL -> any;
      default -> (namesNetwork() ? factor.key() : path()) + " " + any;
    };
  }
}
