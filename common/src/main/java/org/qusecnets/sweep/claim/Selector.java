package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * Which cells are meant: those that meet all criteria.
 *
 * @param criteria at most one of a path; kept in the order of the factors
 */
public record Selector(List<Criterion> criteria) implements Serializable {
  /** Checks that no path is there twice. */
  public Selector {
    Set<String> paths = new TreeSet<>();
    for (Criterion criterion : criteria) {
      if (!paths.add(criterion.path())) {
        throw new InvalidOption(criterion.path(), "must be there once", "there twice");
      }
    }
    criteria =
        criteria.stream()
            .sorted(Comparator.comparing(Criterion::factor).thenComparing(Criterion::path))
            .toList();
  }

  /** The selector of all cells. */
  public static Selector all() {
    return new Selector(List.of());
  }

  boolean matches(Observation observation) {
    return criteria.stream().allMatch(criterion -> criterion.matches(observation));
  }

  /** The criterion of a path. */
  Optional<Criterion> at(String path) {
    return criteria.stream().filter(criterion -> criterion.path().equals(path)).findFirst();
  }

  /** The criteria of both; where both have one of the same path, the other's. */
  Selector with(Selector other) {
    List<Criterion> merged = new ArrayList<>(other.criteria);
    criteria.stream()
        .filter(criterion -> other.at(criterion.path()).isEmpty())
        .forEach(merged::add);
    return new Selector(merged);
  }

  /** The criteria that a base does not have, or has with other values. */
  Selector beyond(Selector base) {
    return new Selector(
        criteria.stream()
            .filter(criterion -> !base.at(criterion.path()).equals(Optional.of(criterion)))
            .toList());
  }

  /** Without what another value of each of these brings along. */
  Selector withoutDependentsOf(Selector changed) {
    return new Selector(
        criteria.stream()
            .filter(
                criterion ->
                    changed.criteria.stream().noneMatch(change -> change.bringsAlong(criterion)))
            .toList());
  }

  Set<Factor> factors() {
    return criteria.stream().map(Criterion::factor).collect(Collectors.toSet());
  }

  /** The parameters of a comparison of these cells alone. */
  SortedMap<String, Object> asOnly() {
    return new TreeMap<>(Map.of("of", parameters()));
  }

  /** As it is written in a configuration: values or lists by key, members nested. */
  public Map<String, Object> parameters() {
    Map<String, Object> parameters = new TreeMap<>();
    for (Criterion criterion : criteria) {
      List<String> path = new ArrayList<>(List.of(criterion.factor().key()));
      path.addAll(criterion.members());
      List<Object> values = criterion.values();
      put(parameters, path, values.size() == 1 ? values.get(0) : values);
    }
    return parameters;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> into, List<String> path, Object value) {
    if (path.size() == 1) {
      into.put(path.get(0), value);
    } else {
      Object section = into.computeIfAbsent(path.get(0), key -> new TreeMap<String, Object>());
      put((Map<String, Object>) section, path.subList(1, path.size()), value);
    }
  }

  /** In words. */
  String text() {
    return criteria.isEmpty()
        ? "all cells"
        : criteria.stream().map(Criterion::text).collect(Collectors.joining(", "));
  }
}
