package org.qusecnets.sweep.jobs.command;

import java.util.Collection;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.jobs.run.ExecutorMemory;
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
  }

  /**
   * Checks that tasks run in this process.
   *
   * @param what cannot be done elsewhere, such as {@code export images}
   * @throws UserException if they do not
   */
  void checkLocal(String what) {
    String asked = configuration().get("spark.master", "local[*]");
    if (!asked.matches("local(\\[.*)?")) {
      throw new UserException(
          "Cannot %s on %s: this machine writes them; use ./sweep without --master, or name local[N]"
              .formatted(what, asked));
    }
  }

  /** What spark-submit or the environment says, and the master that was asked for. */
  SparkConf configuration() {
    SparkConf configuration = new SparkConf();
    if (master != null) {
      configuration.setMaster(master);
    }
    return configuration;
  }

  /**
   * Checks that executors have the memory that they need.
   *
   * @throws UserException if not
   */
  void checkMemory(Collection<Dataset> datasets) {
    ExecutorMemory.of(configuration()).check(datasets);
  }
}
