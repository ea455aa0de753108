package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.PrintWriter;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sweep status OUT}: how far a sweep is, while it runs or after it died. Changes nothing.
 */
@Command(
    name = "status",
    description = "Tells how far the sweep of a result folder is, while it runs or after it died.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "OUT", description = "The folder of the results.")
  private String folder;

  @Option(names = "--json", description = "Prints JSON for programs.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    try {
      Storage storage = Storage.of(folder);
      if (!storage.exists(ResultFolder.MARKER)) {
        throw new UserException(
            "Cannot tell the status of "
                + storage
                + ": there is no sweep; name the folder that sweep run wrote to");
      }
      Status status = Status.read(storage);
      PrintWriter out = spec.commandLine().getOut();
      out.print(json ? Json.pretty(StatusJson.of(status)) : StatusText.of(status));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new UserException(
          "Cannot tell the status of "
              + folder
              + ": one of its files is damaged ("
              + e.getOriginalMessage()
              + "); run the sweep again, which writes it anew",
          e);
    } catch (IOException e) {
      throw new UserException(
          "Cannot tell the status of " + folder + ": " + e + "; check its permissions", e);
    }
  }
}
