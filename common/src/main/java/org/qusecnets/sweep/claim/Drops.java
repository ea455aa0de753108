package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;
import org.qusecnets.sweep.options.Options;

/**
 * That {@code over} is well below {@code of}: reproduced if in every pair it is by {@code at-least}
 * points or more, with disjoint intervals; partly if it is below at all in at least half of them.
 * Ours is the mean drop, from the smallest to the largest that the intervals allow.
 *
 * @param contrast from what to what
 * @param atLeast points from 0 to 100
 */
record Drops(Contrast contrast, double atLeast) implements Comparison {
  private static final double AT_LEAST = 10;

  Drops {
    Comparison.checkPoints("at-least", atLeast);
  }

  static Drops read(Options options, Terms terms) {
    double atLeast = options.number("at-least", AT_LEAST);
    return new Drops(terms.contrast(Type.DROPS), atLeast);
  }

  @Override
  public Type type() {
    return Type.DROPS;
  }

  @Override
  public List<Selector> selectors() {
    return contrast.selectors();
  }

  @Override
  public String measured(Measure measure) {
    return "points of " + measure.words() + " that are lost: " + contrast.text();
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    List<Pair> pairs = contrast.pairs(evidence, measure);
    if (pairs.isEmpty()) {
      return contrast.notRun(evidence, measure);
    }
    long enough = pairs.stream().filter(this::isEnough).count();
    long lower = pairs.stream().filter(pair -> pair.difference() > 0).count();
    double mean = pairs.stream().mapToDouble(Pair::difference).sum() / pairs.size();
    String because =
        "by %s on average; in %d of %d pairs by %s or more with disjoint intervals, in %d at all%s"
            .formatted(
                Points.text(mean),
                enough,
                pairs.size(),
                Points.text(atLeast),
                lower,
                Exceptions.of(
                    "less",
                    pairs,
                    pair -> !isEnough(pair),
                    pair -> Points.text(pair.difference())));
    return Finding.of(
        Finding.verdict(enough == pairs.size(), 2 * lower >= pairs.size()),
        mean,
        Pair.spread(pairs),
        Pair.groups(pairs),
        because);
  }

  private boolean isEnough(Pair pair) {
    return pair.difference() >= atLeast && pair.isClearlyAbove();
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = contrast.parameters();
    parameters.put("at-least", atLeast);
    return parameters;
  }
}
