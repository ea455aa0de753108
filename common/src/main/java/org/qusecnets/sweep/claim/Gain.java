package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.function.Predicate;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * How many points are gained; the gain of a pair is a mean over the seeds.
 *
 * @param contrast what is gained over what
 */
record Gain(
    Contrast contrast,
    @Option(
            says = "By how much the publication's range is extended on both sides, in points.",
            otherwise = "2",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double tolerance)
    implements PairedComparison {

  Gain {
    Ranges.check(Gain.class, contrast, tolerance);
  }

  @Override
  public Type type() {
    return Type.GAIN;
  }

  @Override
  public void check(Measure measure, Paper paper) {
    Comparison.checkReported(type(), paper);
  }

  @Override
  public String measured(Measure measure) {
    return "points of " + measure.words() + " gained: " + contrast.text();
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    return contrast.judge(evidence, measure, pairs -> judge(pairs, paper.range()));
  }

  private Finding judge(Pairs pairs, Interval reported) {
    Interval range = reported.widened(tolerance);
    Predicate<Pair> isInside = pair -> range.contains(pair.difference());
    long inside = pairs.count(isInside);
    List<Double> gains = pairs.all().stream().map(Pair::difference).sorted().toList();
    int half = gains.size() / 2;
    double median = (gains.get(half) + gains.get((gains.size() - 1) / 2)) / 2;
    Interval found = new Interval(gains.get(0), gains.get(gains.size() - 1));
    String because =
        "%d of %d gains lie in the paper's %s give or take %s: ours are %s%s"
            .formatted(
                inside,
                pairs.size(),
                reported.text(),
                Points.text(tolerance),
                found.text(),
                pairs.except(isInside, "outside", Pair::difference));
    return Finding.of(
        Finding.verdict(inside == pairs.size(), inside > 0),
        median,
        found,
        pairs.groups(),
        because);
  }
}
