package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;
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
    List<Pair> pairs = contrast.pairs(evidence, measure);
    if (pairs.isEmpty()) {
      return contrast.notRun(evidence, measure);
    }
    Interval range = paper.range().widened(tolerance);
    List<Pair> inside = pairs.stream().filter(pair -> range.contains(pair.difference())).toList();
    List<Double> gains = pairs.stream().map(Pair::difference).sorted().toList();
    int half = gains.size() / 2;
    double median = (gains.get(half) + gains.get((gains.size() - 1) / 2)) / 2;
    Interval found = new Interval(gains.get(0), gains.get(gains.size() - 1));
    String because =
        "%d of %d gains lie in the paper's %s give or take %s: ours are %s%s"
            .formatted(
                inside.size(),
                pairs.size(),
                paper.range().text(),
                Points.text(tolerance),
                found.text(),
                Exceptions.of(
                    "outside",
                    pairs,
                    pair -> !inside.contains(pair),
                    pair -> Points.text(pair.difference())));
    return Finding.of(
        Finding.verdict(inside.size() == pairs.size(), !inside.isEmpty()),
        median,
        found,
        Pair.groups(pairs),
        because);
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = contrast.parameters();
    parameters.put("tolerance", tolerance);
    return parameters;
  }
}
