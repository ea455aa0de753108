package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pairs of a contrast, at least one. */
record Pairs(List<Pair> all) {
  private static final int MOST_NAMED = 3;

  int size() {
    return all.size();
  }

  long count(Predicate<Pair> isOne) {
    return all.stream().filter(isOne).count();
  }

  /** The mean of a number of each pair. */
  double mean(ToDoubleFunction<Pair> number) {
    return all.stream().mapToDouble(number).sum() / all.size();
  }

  /** The interval from the smallest to the largest of all spreads. */
  Interval spread() {
    return new Interval(
        all.stream().mapToDouble(pair -> pair.spread().low()).min().orElseThrow(),
        all.stream().mapToDouble(pair -> pair.spread().high()).max().orElseThrow());
  }

  List<Group> groups() {
    return all.stream().flatMap(pair -> Stream.of(pair.of(), pair.over())).toList();
  }

  /** A pair for each common seed of each pair. */
  Pairs bySeed() {
    return new Pairs(all.stream().flatMap(Pair::bySeed).toList());
  }

  /**
   * Names the pairs that are not as claimed, so that a reader knows where to look: the end of a
   * sentence such as {@code ; outside: cq levels 6 (12.3)}, empty if there is none.
   */
  String except(Predicate<Pair> asClaimed, String word, ToDoubleFunction<Pair> number) {
    Map<Key, String> labels = Group.labels(all.stream().map(pair -> pair.of().key()).toList());
    List<Pair> exceptions = all.stream().filter(asClaimed.negate()).toList();
    if (exceptions.isEmpty() || all.size() == 1) {
      return "";
    }
    String named =
        exceptions.stream()
            .limit(MOST_NAMED)
            .map(
                pair ->
                    "%s (%s)"
                        .formatted(
                            labels.get(pair.of().key()), Points.text(number.applyAsDouble(pair))))
            .collect(Collectors.joining(", "));
    int more = exceptions.size() - MOST_NAMED;
    return "; " + word + ": " + named + (more > 0 ? " and " + more + " more" : "");
  }
}
