package org.qusecnets.sweep.claim;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * The publication's number beside ours: reproduced if the intervals overlap or the numbers are at
 * most {@code tolerance} apart, partly if they are at most {@code near} apart.
 *
 * @param of the cells, pooled in each seed
 * @param tolerance points from 0 to 100
 * @param near points from {@code tolerance} to 100
 */
record Value(Selector of, double tolerance, double near) implements Comparison {
  private static final double TOLERANCE = 2;
  private static final double NEAR = 10;

  Value {
    Comparison.checkPoints("tolerance", tolerance);
    Comparison.checkPoints("near", near);
    if (near < tolerance) {
      throw new InvalidOption("near", "must be at least tolerance (" + tolerance + ")", near);
    }
  }

  static Value read(Options options, Terms terms) {
    double tolerance = options.number("tolerance", TOLERANCE);
    return new Value(
        terms.single(Type.VALUE), tolerance, options.number("near", Math.max(NEAR, tolerance)));
  }

  @Override
  public Type type() {
    return Type.VALUE;
  }

  @Override
  public List<Selector> selectors() {
    return List.of(of);
  }

  @Override
  public void check(Measure measure, Paper paper) {
    Comparison.checkReported(type(), paper);
    if (paper.low() < 0) {
      throw new InvalidOption(Paper.KEY, "must not be below 0 where compare is value", paper.low());
    }
  }

  @Override
  public String measured(Measure measure) {
    return measure.words() + " in %: " + of.text();
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    List<Observation> cells = evidence.select(of, measure);
    if (cells.isEmpty()) {
      return Finding.notRun(evidence.missing(of, measure));
    }
    Group group = Group.whole(cells, measure);
    Interval interval = group.interval();
    double distance = paper.range().distance(group.mean());
    boolean overlap = interval.overlaps(paper.interval());
    String because =
        "%s beside the paper's %s%s: the intervals %s, the numbers are %s points apart"
            .formatted(
                group.text(),
                paper.range().text(),
                paper.images() == 0 ? "" : " (" + paper.interval().text() + ")",
                overlap ? "overlap" : "do not overlap",
                Points.text(distance));
    return Finding.of(
        Finding.verdict(overlap || distance <= tolerance, distance <= near),
        group.mean(),
        interval,
        List.of(group),
        because);
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("of", of.parameters());
    parameters.put("tolerance", tolerance);
    parameters.put("near", near);
    return parameters;
  }
}
