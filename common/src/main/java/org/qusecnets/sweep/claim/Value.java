package org.qusecnets.sweep.claim;

import java.util.List;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * The publication's number beside ours.
 *
 * @param of the cells, pooled in each seed
 */
record Value(
    Selector of,
    @Option(
            says =
                "How far the numbers may be apart where the intervals do not overlap, in points.",
            otherwise = "2",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double tolerance,
    @Option(
            says = "How far they may be apart for a verdict of partly, in points.",
            otherwise = "10",
            atLeast = "tolerance",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double near)
    implements SingleComparison {

  Value {
    Ranges.check(Value.class, of, tolerance, near);
    if (near < tolerance) {
      throw new InvalidOption("near", "must be at least tolerance (" + tolerance + ")", near);
    }
  }

  @Override
  public Type type() {
    return Type.VALUE;
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
}
