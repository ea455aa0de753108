package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Names the pairs that are not as claimed, so that a reader knows where to look. */
final class Exceptions {
  private static final int MOST_NAMED = 3;

  private Exceptions() {}

  /**
   * The end of a sentence such as {@code ; outside: cq levels 6 (12.3)}; empty if there is none.
   */
  static String of(
      String word, List<Pair> pairs, Predicate<Pair> isOne, Function<Pair, String> number) {
    Map<Key, String> labels = Contrast.labels(pairs);
    List<Pair> exceptions = pairs.stream().filter(isOne).toList();
    if (exceptions.isEmpty() || pairs.size() == 1) {
      return "";
    }
    String named =
        exceptions.stream()
            .limit(MOST_NAMED)
            .map(pair -> labels.get(pair.of().key()) + " (" + number.apply(pair) + ")")
            .collect(Collectors.joining(", "));
    int more = exceptions.size() - MOST_NAMED;
    return "; " + word + ": " + named + (more > 0 ? " and " + more + " more" : "");
  }
}
