package org.qusecnets.sweep.claim;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * Cells that are compared with others.
 *
 * @param where what both have in common
 * @param of the cells
 * @param over in what the others differ; what it does not say is as in {@code of}, but for what
 *     another defense, attack or threat model brings along
 * @param match the factors in which two cells must be alike to be compared; empty for all but those
 *     in which {@code over} differs and what these bring along
 */
public record Contrast(Selector where, Selector of, Selector over, List<Factor> match)
    implements Serializable {
  /** Checks that there is something to compare, and by what. */
  public Contrast {
    match = match.stream().distinct().sorted().toList();
    if (match.contains(Factor.RECIPE)) {
      throw new InvalidOption(
          "match", "must name network, training or defense-parameters instead", "recipe");
    }
    if (over.criteria().isEmpty()) {
      throw new InvalidOption("over", "must say in what it differs from of", "{}");
    }
  }

  Selector left() {
    return where.with(of);
  }

  Selector right() {
    return where.with(of.withoutDependentsOf(changed()).with(over));
  }

  List<Selector> selectors() {
    return List.of(left(), right());
  }

  /** In what the other side differs. */
  private Selector changed() {
    return over.beyond(left());
  }

  /** The factors in which the two cells of a pair are alike. */
  Set<Factor> matched(Measure measure) {
    Set<Factor> matched = EnumSet.copyOf(measure.factors());
    if (!match.isEmpty()) {
      matched.retainAll(match);
      return matched;
    }
    for (Criterion change : changed().criteria()) {
      if (!change.factor().hasMembers()) {
        matched.remove(change.factor());
      }
      Set<Factor> dependents = change.factor().dependents();
      dependents.removeAll(where.factors());
      matched.removeAll(dependents);
    }
    return matched;
  }

  /** What comes of the pairs, or why there are none. */
  Finding judge(Evidence evidence, Measure measure, Function<Pairs, Finding> rule) {
    List<Pair> pairs = pairs(evidence, measure);
    return pairs.isEmpty() ? notRun(evidence, measure) : rule.apply(new Pairs(pairs));
  }

  /**
   * The pairs: each group of cells on the left that are alike in everything, with all on the right
   * that match it. Where the seed is matched only seeds that both have count.
   */
  private List<Pair> pairs(Evidence evidence, Measure measure) {
    Set<Factor> matched = matched(measure);
    Ignored ignored = Ignored.of(changed(), where);
    SortedMap<Key, Group> others =
        Group.of(evidence.select(right(), measure), matched, ignored, measure);
    List<Pair> pairs = new ArrayList<>();
    for (Group group :
        Group.of(evidence.select(left(), measure), measure.factors(), Ignored.nothing(), measure)
            .values()) {
      Group other = others.get(Key.of(group.cells().get(0), matched, ignored));
      if (other != null) {
        Pair pair = new Pair(group, other);
        Set<Long> seeds = pair.commonSeeds();
        if (!matched.contains(Factor.SEED)) {
          pairs.add(pair);
        } else if (!seeds.isEmpty()) {
          pairs.add(pair.only(seeds));
        }
      }
    }
    return pairs;
  }

  /** Why there are no pairs. */
  private Finding notRun(Evidence evidence, Measure measure) {
    for (Selector selector : selectors()) {
      if (evidence.select(selector, measure).isEmpty()) {
        return Finding.notRun(evidence.missing(selector, measure));
      }
    }
    return Finding.notRun(
        "there are cells of "
            + left().text()
            + " and of "
            + right().text()
            + ", but none that are alike in "
            + matched(measure).stream().map(Factor::key).collect(Collectors.joining(", ")));
  }

  SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("of", of.parameters());
    parameters.put("over", over.parameters());
    if (!where.criteria().isEmpty()) {
      parameters.put("where", where.parameters());
    }
    if (!match.isEmpty()) {
      parameters.put("match", match.stream().map(Factor::key).toList());
    }
    return parameters;
  }

  /** Both sides in words. */
  String text() {
    return left().text() + " over " + right().text();
  }
}
