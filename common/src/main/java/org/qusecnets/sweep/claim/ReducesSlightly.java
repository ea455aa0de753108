package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;
import org.qusecnets.sweep.options.Options;

/**
 * That {@code of} costs a little of what {@code over} has, of clean accuracy as a rule: reproduced
 * if in every pair it is lower by more than 0 and at most {@code limit} points, partly if that is
 * so in at least half of them. Ours is the mean loss, from the smallest to the largest that the
 * intervals allow.
 *
 * @param contrast what costs, beside what it is without
 * @param limit points from 0 to 100
 */
record ReducesSlightly(Contrast contrast, double limit) implements Comparison {
  ReducesSlightly {
    Comparison.checkPoints("limit", limit);
  }

  static ReducesSlightly read(Options options, Terms terms) {
    double limit = options.requiredNumber("limit");
    return new ReducesSlightly(terms.contrast(Type.REDUCES_SLIGHTLY), limit);
  }

  @Override
  public Type type() {
    return Type.REDUCES_SLIGHTLY;
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
    long slight = pairs.stream().filter(this::isSlight).count();
    double mean = -pairs.stream().mapToDouble(Pair::difference).sum() / pairs.size();
    Interval spread = Pair.spread(pairs);
    String because =
        "%s on average; in %d of %d pairs more than 0 and at most %s%s"
            .formatted(
                Points.text(mean),
                slight,
                pairs.size(),
                Points.text(limit),
                Exceptions.of(
                    "otherwise",
                    pairs,
                    pair -> !isSlight(pair),
                    pair -> Points.text(-pair.difference())));
    return Finding.of(
        Finding.verdict(slight == pairs.size(), 2 * slight >= pairs.size()),
        mean,
        new Interval(-spread.high(), -spread.low()),
        Pair.groups(pairs),
        because);
  }

  private boolean isSlight(Pair pair) {
    return pair.difference() < 0 && -pair.difference() <= limit;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = contrast.parameters();
    parameters.put("limit", limit);
    return parameters;
  }
}
