package org.qusecnets.sweep.jobs.run;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.jobs.store.UnitResult;

/**
 * A unit of a dry run: it is planned, scheduled and published, and does nothing.
 *
 * @param unit what would be done
 */
record DryUnit(WorkUnit unit) implements DelegatingUnit {
  /** What stands for the hash of a model that was not trained. */
  static final String MODEL = "dry-run";

  @Override
  public UnitResult run(UnitContext context) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(UnitResult.FAILURE, "a dry run measures nothing");
    return new UnitResult(UnitResult.DRY_RUN, facts, List.of());
  }
}
