package org.qusecnets.sweep.jobs.store;

/**
 * Why a cell is not complete.
 *
 * @param status see {@link UnitResult}
 * @param reason for people
 * @param trace SHA-256 of the stack trace, or null if there is none
 */
public record Failure(String status, String reason, String trace) {
  public static Failure of(Outcome outcome) {
    return new Failure(
        outcome.status(),
        outcome.facts().get(UnitResult.FAILURE),
        outcome.facts().get(UnitResult.TRACE_HASH));
  }

  /** The failure of what depends on something that failed. */
  public Failure behind(String what) {
    return new Failure(status, what + ": " + reason, trace);
  }
}
