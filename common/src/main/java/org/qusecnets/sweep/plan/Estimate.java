package org.qusecnets.sweep.plan;

/**
 * How long a task takes on one core.
 *
 * @param seconds at least 0
 * @param basis where the figure comes from
 */
public record Estimate(double seconds, Basis basis) {
  /** Where a figure comes from, best first. */
  public enum Basis {
    /** It was measured of the same training, or of the same attack on the same kind of model. */
    SAME,
    /** It was measured of the same attack on other kinds of models. */
    SIMILAR,
    /** It is made of nominal rates. */
    NOMINAL
  }

  /** Checks the seconds. */
  public Estimate {
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a task takes no " + seconds + " seconds");
    }
  }
}
