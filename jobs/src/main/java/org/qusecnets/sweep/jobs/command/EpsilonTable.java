package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A table that closes a run: defenses against epsilons, each place the rows of all seeds.
 *
 * @param <R> a row of a result table
 */
final class EpsilonTable<R> {
  private final Map<String, SortedMap<Double, List<R>>> rows = new LinkedHashMap<>();
  private final TreeSet<Double> epsilons = new TreeSet<>();
  private final List<List<String>> lines = new ArrayList<>();

  /**
   * A table with a head and no lines.
   *
   * @param columns what stands before the epsilons
   * @param label the defense of a row
   */
  EpsilonTable(
      List<String> columns,
      Collection<R> all,
      Function<R, String> label,
      Function<R, Double> epsilon) {
    for (R row : all) {
      epsilons.add(epsilon.apply(row));
      rows.computeIfAbsent(label.apply(row), l -> new TreeMap<>())
          .computeIfAbsent(epsilon.apply(row), e -> new ArrayList<>())
          .add(row);
    }
    List<String> head = new ArrayList<>(columns);
    epsilons.forEach(one -> head.add(AccuracyText.plain(one)));
    lines.add(head);
  }

  /** The rows of each defense by epsilon, ascending. */
  Map<String, SortedMap<Double, List<R>>> rows() {
    return rows;
  }

  /**
   * Adds a line.
   *
   * @param first what stands before the epsilons
   * @param text what the rows of one epsilon come to, of which there may be none
   */
  void add(List<String> first, Map<Double, List<R>> byEpsilon, Function<List<R>, String> text) {
    List<String> line = new ArrayList<>(first);
    epsilons.forEach(epsilon -> line.add(text.apply(byEpsilon.getOrDefault(epsilon, List.of()))));
    lines.add(line);
  }

  /** Its lines, columns side by side. */
  String text() {
    return AccuracyText.aligned(lines);
  }
}
