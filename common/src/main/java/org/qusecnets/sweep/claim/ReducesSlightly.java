package org.qusecnets.sweep.claim;

import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * That {@code of} costs a little of what {@code over} has, of clean accuracy as a rule.
 *
 * @param contrast what costs, beside what it is without
 */
record ReducesSlightly(
    Contrast contrast,
    @Option(
            says = "By how much the number falls at most, in points.",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double limit)
    implements PairedComparison {
  ReducesSlightly {
    Ranges.check(ReducesSlightly.class, contrast, limit);
  }

  @Override
  public Type type() {
    return Type.REDUCES_SLIGHTLY;
  }

  @Override
  public String measured(Measure measure) {
    return "points of " + measure.words() + " that are lost: " + contrast.text();
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    return contrast.judge(evidence, measure, this::judge);
  }

  private Finding judge(Pairs pairs) {
    long slight = pairs.count(this::isSlight);
    long clear = pairs.count(this::isClear);
    double mean = pairs.mean(ReducesSlightly::loss);
    Interval spread = pairs.spread();
    String because =
        "%s on average; in %d of %d pairs more than 0 and at most %s, in %d with disjoint intervals%s"
            .formatted(
                Points.text(mean),
                slight,
                pairs.size(),
                Points.text(limit),
                clear,
                pairs.except(this::isSlight, "otherwise", ReducesSlightly::loss));
    return Finding.of(
        Finding.verdict(clear == pairs.size(), 2 * slight >= pairs.size()),
        mean,
        new Interval(-spread.high(), -spread.low()),
        pairs.groups(),
        because);
  }

  private static double loss(Pair pair) {
    return -pair.difference();
  }

  private boolean isSlight(Pair pair) {
    return loss(pair) > 0 && loss(pair) <= limit;
  }

  private boolean isClear(Pair pair) {
    return isSlight(pair) && pair.isClearlyBelow();
  }
}
