package org.qusecnets.sweep.jobs;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What came of a unit of work.
 *
 * @param status {@link #COMPLETE}, or why not
 * @param facts what is known of it, by name
 * @param examples the rows of the table of examples, if it was an attack
 */
record UnitResult(String status, SortedMap<String, String> facts, List<ExampleRow> examples) {
  static final String COMPLETE = "complete";
  static final String FAILED = "failed";
  static final String OUT_OF_MEMORY = "out-of-memory";
  static final String TIMED_OUT = "timed-out";
  static final String CRASHED = "crashed";
  static final String DRY_RUN = "dry-run";

  /** Name of the fact that tells why it is not complete. */
  static final String FAILURE = "failure";

  /** Name of the fact that has the hash of the stack trace. */
  static final String TRACE_HASH = "trace-sha256";

  /** Name of the fact that has the stack trace. */
  static final String TRACE = "trace";

  UnitResult {
    facts = new TreeMap<>(facts);
    examples = List.copyOf(examples);
  }

  static UnitResult complete(SortedMap<String, String> facts) {
    return new UnitResult(COMPLETE, facts, List.of());
  }

  static UnitResult complete(List<ExampleRow> examples) {
    return new UnitResult(COMPLETE, new TreeMap<>(), examples);
  }

  /** One that is not complete, and why. */
  static UnitResult not(String status, String failure, String trace) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(FAILURE, failure);
    facts.put(TRACE, trace);
    return new UnitResult(status, facts, List.of());
  }
}
