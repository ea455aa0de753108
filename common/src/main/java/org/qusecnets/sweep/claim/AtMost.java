package org.qusecnets.sweep.claim;

import java.util.List;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * That a number stays at or below a limit, such as the accuracy under an attack that a defense does
 * not counter.
 *
 * @param of the cells, pooled in each seed
 */
record AtMost(
    Selector of,
    @Option(
            says = "What the number stays at or below, in points.",
            from = 0,
            to = 100,
            rule = Points.RULE)
        double limit)
    implements SingleComparison {
  AtMost {
    Ranges.check(AtMost.class, of, limit);
  }

  @Override
  public Type type() {
    return Type.AT_MOST;
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
    return Finding.of(
        Finding.verdict(group.interval().high() <= limit, group.mean() <= limit),
        group.mean(),
        group.interval(),
        List.of(group),
        "%s where at most %s is claimed".formatted(group.text(), Points.text(limit)));
  }
}
