package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.qusecnets.sweep.options.Options;

/**
 * How many points are gained: reproduced if the gain of every pair, a mean over the seeds, lies in
 * the publication's range extended by {@code tolerance} on both sides, partly if one does. Ours is
 * the median, from the smallest to the largest gain.
 *
 * @param contrast what is gained over what
 * @param tolerance points from 0 to 100
 */
record Gain(Contrast contrast, double tolerance) implements Comparison {
  private static final double TOLERANCE = 2;

  Gain {
    Comparison.checkPoints("tolerance", tolerance);
  }

  static Gain read(Options options, Terms terms) {
    double tolerance = options.number("tolerance", TOLERANCE);
    return new Gain(terms.contrast(Type.GAIN), tolerance);
  }

  @Override
  public Type type() {
    return Type.GAIN;
  }

  @Override
  public List<Selector> selectors() {
    return contrast.selectors();
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

  @Override
  public SortedMap<String, Object> parameters() {
    return contrast.parameters("tolerance", tolerance);
  }
}
