package org.qusecnets.sweep.claim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Cells that are alike in some factors, and what was measured of them seed by seed.
 *
 * @param key what they are alike in
 * @param seeds the cells of each seed, at least one
 * @param measure what is counted
 */
record Group(Key key, SortedMap<Long, List<Observation>> seeds, Measure measure) {
  /**
   * Groups cells.
   *
   * @param factors what the cells of a group are alike in, apart from {@code ignored}
   * @return by key, in its order
   */
  static SortedMap<Key, Group> of(
      Collection<Observation> cells, Set<Factor> factors, Ignored ignored, Measure measure) {
    SortedMap<Key, SortedMap<Long, List<Observation>>> found = new TreeMap<>();
    for (Observation cell : cells) {
      found
          .computeIfAbsent(Key.of(cell, factors, ignored), key -> new TreeMap<>())
          .computeIfAbsent(cell.cell().seed(), seed -> new ArrayList<>())
          .add(cell);
    }
    SortedMap<Key, Group> groups = new TreeMap<>();
    found.forEach((key, seeds) -> groups.put(key, new Group(key, seeds, measure)));
    return groups;
  }

  /** All these cells as one group; there is at least one. */
  static Group whole(Collection<Observation> cells, Measure measure) {
    SortedMap<Key, Group> groups = of(cells, Set.of(), Ignored.nothing(), measure);
    return groups.get(groups.firstKey());
  }

  /** Only these seeds, of which it has at least one. */
  Group only(Set<Long> which) {
    SortedMap<Long, List<Observation>> some = new TreeMap<>(seeds);
    some.keySet().retainAll(which);
    return new Group(key, some, measure);
  }

  private List<PooledShare> shares() {
    return seeds.values().stream().map(cells -> PooledShare.pooled(cells, measure)).toList();
  }

  /** The mean over the seeds, in points. */
  double mean() {
    List<PooledShare> shares = shares();
    return shares.stream().mapToDouble(PooledShare::points).sum() / shares.size();
  }

  /** From the smallest lower to the largest upper bound of the seeds' intervals. */
  Interval interval() {
    List<PooledShare> shares = shares();
    return new Interval(
        Collections.min(shares.stream().map(PooledShare::low).toList()),
        Collections.max(shares.stream().map(PooledShare::high).toList()));
  }

  /** Mean and interval in words. */
  String text() {
    return "%s (%s)".formatted(Points.text(mean()), interval().text());
  }

  List<Observation> cells() {
    return seeds.values().stream().flatMap(List::stream).toList();
  }

  /** What tells these keys apart, in words, by key. */
  static Map<Key, String> labels(Collection<Key> keys) {
    List<Map<String, String>> all = keys.stream().map(Key::words).toList();
    Set<String> telling =
        all.stream()
            .flatMap(words -> words.keySet().stream())
            .filter(name -> all.stream().map(words -> words.get(name)).distinct().count() > 1)
            .collect(Collectors.toSet());
    Map<Key, String> labels = new TreeMap<>();
    keys.forEach(
        key -> {
          Map<String, String> words = key.words();
          words.keySet().retainAll(telling);
          labels.put(key, String.join(" ", words.values()));
        });
    return labels;
  }
}
