package org.qusecnets.sweep.jobs.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.DatasetDefinition;
import org.qusecnets.sweep.dataset.FileReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sweep data verify}: checks datasets against their published hashes. */
@Command(
    name = "verify",
    description = "Checks every file of datasets: there, whole, with the published SHA-256.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Runnable {
  @Mixin private DatasetNames names;
  @Mixin private DataOptions data;
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    StringBuilder bad = new StringBuilder();
    for (DatasetDefinition definition : names.definitions()) {
      boolean right = true;
      for (FileReport report : data.folder().verify(definition)) {
        String state = report.state().name().toLowerCase(Locale.ROOT);
        String detail = report.detail().isEmpty() ? "" : " (" + report.detail() + ")";
        out.println(definition.name() + " " + report.file() + ": " + state + detail);
        right &= report.state() == FileReport.State.OK;
      }
      if (!right) {
        bad.append(bad.length() == 0 ? "" : " ").append(definition.name());
      }
    }
    if (bad.length() > 0) {
      throw new UserException(
          "Cannot use "
              + bad
              + ": files are missing or damaged in "
              + data.folder()
              + "; run sweep data fetch "
              + bad
              + data.given());
    }
  }
}
