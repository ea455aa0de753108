package org.qusecnets.sweep.jobs.command;

import java.io.IOException;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.publication.ReportFile;
import org.qusecnets.sweep.jobs.run.SparkLifecycle;
import org.qusecnets.sweep.jobs.store.Storage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sweep report OUT}: one page of HTML that shows the tables of a result folder. */
@Command(
    name = "report",
    description = {
      "Writes OUT/report.html, one page that shows the tables of a sweep and opens offline.",
      "sweep run does so at its end; this makes it again."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "OUT",
      description = "The folder of the results, on any file system that Hadoop knows.")
  private String folder;

  @Mixin private SparkOptions sparkOptions;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    sparkOptions.check();
    Storage storage = storage();
    ReportFile.check(storage);
    try (SparkLifecycle spark = SparkLifecycle.start("report", sparkOptions.configuration())) {
      ReportFile.write(spark, storage);
    }
    spec.commandLine().getOut().println(ReportFile.told(storage));
  }

  private Storage storage() {
    try {
      return Storage.of(folder);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          "Cannot make a report of " + folder + ": " + e.getMessage() + "; name another folder", e);
    }
  }
}
