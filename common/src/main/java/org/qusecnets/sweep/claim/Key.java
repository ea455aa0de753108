package org.qusecnets.sweep.claim;

import java.util.Comparator;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the cells of a group are alike in; sorted by its text, so that no order of cells matters.
 *
 * @param values the factors' values as text
 */
record Key(SortedMap<Factor, String> values) implements Comparable<Key> {
  private static final Comparator<Key> ORDER = Comparator.comparing(key -> key.values.toString());

  static Key of(Observation cell, Set<Factor> factors, Ignored ignored) {
    SortedMap<Factor, String> values = new TreeMap<>();
    factors.stream()
        .filter(factor -> factor != Factor.SEED)
        .forEach(factor -> values.put(factor, ignored.text(factor, cell)));
    return new Key(values);
  }

  /** These factors' values in words. */
  String text(Set<Factor> factors) {
    return values.entrySet().stream()
        .filter(entry -> factors.contains(entry.getKey()) && !entry.getValue().equals("-"))
        .map(
            entry ->
                switch (entry.getKey()) {
                  case DATASET, DEFENSE, ATTACK, THREAT_MODEL -> entry.getValue();
                  default -> entry.getKey().key() + " " + entry.getValue();
                })
        .collect(Collectors.joining(" "));
  }

  @Override
  public int compareTo(Key other) {
    return ORDER.compare(this, other);
  }
}
