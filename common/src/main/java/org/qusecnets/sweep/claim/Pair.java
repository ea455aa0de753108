package org.qusecnets.sweep.claim;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Two groups of cells that are compared. */
record Pair(Group of, Group over) {
  /** What the first is above the second, in points. */
  double difference() {
    return of.mean() - over.mean();
  }

  /** From the smallest to the largest difference of values in the two intervals. */
  Interval spread() {
    Interval first = of.interval();
    Interval second = over.interval();
    return new Interval(first.low() - second.high(), first.high() - second.low());
  }

  boolean isClearlyAbove() {
    return over.interval().isBelow(of.interval());
  }

  boolean isClearlyBelow() {
    return of.interval().isBelow(over.interval());
  }

  Set<Long> commonSeeds() {
    Set<Long> seeds = new TreeSet<>(of.seeds().keySet());
    seeds.retainAll(over.seeds().keySet());
    return seeds;
  }

  Pair only(Set<Long> seeds) {
    return new Pair(of.only(seeds), over.only(seeds));
  }

  /** A pair for each common seed. */
  Stream<Pair> bySeed() {
    return commonSeeds().stream().map(seed -> only(Set.of(seed)));
  }
}
