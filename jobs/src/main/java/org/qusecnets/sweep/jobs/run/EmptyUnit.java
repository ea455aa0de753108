package org.qusecnets.sweep.jobs.run;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * A unit of a benchmark of the scheduler: it is planned, scheduled and published, and does nothing.
 *
 * @param unit what would be done
 */
record EmptyUnit(WorkUnit unit) implements DelegatingUnit {
  /** What stands for the hash of a model that was not trained. */
  static final String MODEL = "benchmark";

  @Override
  public UnitResult run(UnitContext context) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(UnitResult.FAILURE, "a benchmark of the scheduler measures nothing");
    return UnitResult.of(UnitResult.BENCHMARK, facts);
  }
}
