package org.qusecnets.sweep.jobs;

import java.util.regex.Pattern;
import org.qusecnets.sweep.UserException;
import picocli.CommandLine.Option;

/** How Spark is started, for every command that needs it. */
final class SparkOptions {
  private static final Pattern KNOWN_MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9]\\d*)(, ?[1-9]\\d*)?])?|local-cluster\\[.+]|spark://.+:\\d+.*|yarn|k8s://.+");

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
          "Number of Spark tasks that share the work. Default: one for each model, attack and"
              + " chunk of images; with noise, a few for each core. Results do not depend on it.")
  private Integer partitions;

  /**
   * Checks the values before anything is done.
   *
   * @throws UserException if one is wrong
   */
  void check() {
    if (master != null && !KNOWN_MASTER.matcher(master).matches()) {
      throw new UserException(
          "Cannot use Spark master "
              + master
              + ": it must be local, local[N], local[*], local-cluster[...], spark://HOST:PORT, yarn or"
              + " k8s://...; correct --master");
    }
    if (partitions != null && partitions < 1) {
      throw new UserException(
          "Cannot share the work among "
              + partitions
              + " tasks: --partitions must be at least 1; correct it or leave it out");
    }
  }

  /** The master that was asked for, or null. */
  String master() {
    return master;
  }

  /** Number of tasks for this many units of work: each its own, unless another was asked for. */
  int partitions(int units) {
    return partitions(units, units);
  }

  /** Number of tasks for this many units of work. */
  int partitions(int units, int unlessAskedFor) {
    return partitions == null ? unlessAskedFor : Math.min(partitions, units);
  }
}
