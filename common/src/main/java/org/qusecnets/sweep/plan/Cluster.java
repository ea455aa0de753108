package org.qusecnets.sweep.plan;

/**
 * The machines that a sweep runs on; local mode is one executor.
 *
 * @param executors number of executors, at least 1
 * @param cores cores of each executor, at least 1
 */
public record Cluster(int executors, int cores) {
  /** Checks both numbers. */
  public Cluster {
    if (executors < 1 || cores < 1) {
      throw new IllegalArgumentException(
          "a sweep needs a core, was " + executors + " executors of " + cores);
    }
  }

  /** Tasks that run at once. */
  public int totalCores() {
    return Math.multiplyExact(executors, cores);
  }
}
