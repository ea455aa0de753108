package org.qusecnets.sweep.claim;

import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * That {@code over} is well below {@code of}.
 *
 * @param contrast from what to what
 */
record Drops(
    Contrast contrast,
    @Option(
            says = "By how much the number drops at least, in points.",
            otherwise = "10",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double atLeast)
    implements PairedComparison {

  Drops {
    Ranges.check(Drops.class, contrast, atLeast);
  }

  @Override
  public Type type() {
    return Type.DROPS;
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
    long enough = pairs.count(this::isEnough);
    long clear = pairs.count(Pair::isClearlyAbove);
    double mean = pairs.mean(Pair::difference);
    String because =
        "by %s on average; with disjoint intervals in %d of %d pairs, in %d by %s or more%s"
            .formatted(
                Points.text(mean),
                clear,
                pairs.size(),
                enough,
                Points.text(atLeast),
                pairs.except(this::isEnough, "less", Pair::difference));
    return Finding.of(
        Finding.verdict(enough == pairs.size(), 2 * clear >= pairs.size()),
        mean,
        pairs.spread(),
        pairs.groups(),
        because);
  }

  private boolean isEnough(Pair pair) {
    return pair.difference() >= atLeast && pair.isClearlyAbove();
  }
}
