package org.qusecnets.sweep.jobs.run;

import java.util.Comparator;

/**
 * How a sweep is run; nothing of it changes results.
 *
 * @param limits what a unit may take
 * @param mode whether units do their work
 * @param failed what becomes of units that failed in an earlier run
 * @param order which of several units that can begin comes first
 */
public record RunOptions(WorkLimits limits, Mode mode, Failed failed, Comparator<WorkUnit> order) {
  /** The longest first, so that none is begun when all others have ended. */
  public static final Comparator<WorkUnit> LONGEST_FIRST =
      Comparator.comparingDouble(WorkUnit::estimatedSeconds).reversed();

  /** What units do. */
  public enum Mode {
    /** Their work. */
    WORK("work"),
    /** Nothing: they are only planned, scheduled and published. */
    BENCHMARK("benchmark");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    /** As a part of keys. */
    String text() {
      return text;
    }
  }

  /** What becomes of units that failed. */
  public enum Failed {
    /** They stay failed. */
    KEEP,
    /** They are tried again. */
    RETRY
  }
}
