package org.qusecnets.sweep.claim;

import java.util.Collection;
import java.util.List;

/**
 * What came of a claim.
 *
 * @param value ours in points, or null if there are no cells
 * @param interval around it, or null likewise
 * @param used the cells that it was found in
 * @param because the numbers that led to the verdict
 */
record Finding(
    Verdict verdict, Double value, Interval interval, List<Observation> used, String because) {
  static Finding notRun(String because) {
    return new Finding(Verdict.NOT_RUN, null, null, List.of(), because);
  }

  static Finding of(
      Verdict verdict, double value, Interval interval, Collection<Group> groups, String because) {
    return new Finding(
        verdict,
        value,
        interval,
        groups.stream().flatMap(group -> group.cells().stream()).toList(),
        because);
  }

  /** One of two verdicts, or that it does not hold. */
  static Verdict verdict(boolean reproduced, boolean partly) {
    return reproduced ? Verdict.REPRODUCED : partly ? Verdict.PARTLY : Verdict.NOT;
  }
}
