package org.qusecnets.sweep.claim;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;

/**
 * That a number falls along a factor, in every group of cells that are alike in everything else.
 *
 * @param of the cells
 */
record Falls(Selector of, @Option(says = "The factor, ascending.") Along along)
    implements SingleComparison {
  /** Factors that have an order. */
  enum Along {
    LEVELS(Factor.LEVELS),
    Z(Factor.Z),
    EPSILON(Factor.EPSILON);

    private final Factor factor;

    Along(Factor factor) {
      this.factor = factor;
    }
  }

  /** Groups from the first value to the last. */
  private record Series(List<Group> steps) {
    double fall() {
      return first().mean() - last().mean();
    }

    boolean falls() {
      return fall() > 0;
    }

    boolean fallsClearly() {
      for (int i = 1; i < steps.size(); i++) {
        if (steps.get(i - 1).interval().isBelow(steps.get(i).interval())) {
          return false;
        }
      }
      return falls() && last().interval().isBelow(first().interval());
    }

    private Group first() {
      return steps.get(0);
    }

    private Group last() {
      return steps.get(steps.size() - 1);
    }
  }

  @Override
  public Type type() {
    return Type.FALLS;
  }

  @Override
  public void check(Measure measure, Paper paper) {
    if (!measure.factors().contains(along.factor)) {
      throw new InvalidOption(
          "along", "must not be epsilon where measure is clean-accuracy", Options.nameOf(along));
    }
  }

  @Override
  public String measured(Measure measure) {
    return "points of %s from the first to the last %s: %s"
        .formatted(measure.words(), along.factor.key(), of.text());
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    List<Observation> cells =
        evidence.select(of, measure).stream()
            .filter(cell -> along.factor.value(cell) != null)
            .toList();
    List<Series> all = series(cells, measure);
    if (all.isEmpty()) {
      return Finding.notRun(
          cells.isEmpty()
              ? evidence.missing(of, measure)
              : "no cells of " + of.text() + " differ in " + along.factor.key() + " only");
    }
    long clear = all.stream().filter(Series::fallsClearly).count();
    long falling = all.stream().filter(Series::falls).count();
    List<Double> falls = all.stream().map(Series::fall).sorted().toList();
    double mean = falls.stream().mapToDouble(fall -> fall).sum() / falls.size();
    Interval range = new Interval(falls.get(0), falls.get(falls.size() - 1));
    String because =
        "%s on average, %s; the last is below the first in %d of %d groups, in %d of them with"
                .formatted(Points.text(mean), range.text(), falling, all.size(), clear)
            + " disjoint intervals and no step up";
    return Finding.of(
        Finding.verdict(clear == all.size(), 2 * falling >= all.size()),
        mean,
        range,
        all.stream().flatMap(series -> series.steps.stream()).toList(),
        because);
  }

  private List<Series> series(List<Observation> cells, Measure measure) {
    Set<Factor> others = EnumSet.copyOf(measure.factors());
    others.remove(along.factor);
    List<Series> series = new ArrayList<>();
    for (Group group : Group.of(cells, others, Ignored.nothing(), measure).values()) {
      SortedMap<Double, List<Observation>> steps = new TreeMap<>();
      for (Observation cell : group.cells()) {
        double at = ((Number) along.factor.value(cell)).doubleValue();
        steps.computeIfAbsent(at, value -> new ArrayList<>()).add(cell);
      }
      if (steps.size() > 1) {
        series.add(
            new Series(steps.values().stream().map(step -> Group.whole(step, measure)).toList()));
      }
    }
    return series;
  }
}
