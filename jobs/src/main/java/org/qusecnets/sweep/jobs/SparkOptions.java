package org.qusecnets.sweep.jobs;

import picocli.CommandLine.Option;

/** How Spark is started, for every command that needs it. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master. Default: what spark-submit says, else local[*], one task a core.")
  private String master;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Number of Spark tasks that share the attacks. Default: one for each model, attack and"
              + " chunk of images. Results do not depend on it.")
  private int partitions;

  /** The master that was asked for, or null. */
  String master() {
    return master;
  }

  /** Number of tasks for this many units of work. */
  int partitions(int units) {
    return partitions < 1 ? units : Math.min(partitions, units);
  }
}
