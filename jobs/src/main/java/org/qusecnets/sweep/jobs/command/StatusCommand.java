package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.run.Progress;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.Ledger;
import org.qusecnets.sweep.jobs.store.ResultFolder;
import org.qusecnets.sweep.jobs.store.Storage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      Storage storage = Storage.of(folder);
      if (!storage.exists(ResultFolder.MARKER)) {
        throw new UserException(
            "Cannot tell the status of "
                + storage
                + ": there is no sweep; name the folder that sweep run wrote to");
      }
      JsonNode marker = json(storage, ResultFolder.MARKER);
      out.println("Sweep      " + marker.path("name").asText() + " in " + storage);
      out.println("Run        " + run(storage));
      if (storage.exists(Progress.FILE)) {
        progress(json(storage, Progress.FILE), out);
      }
      Map<String, ?> receipts = new Ledger(storage).receipts();
      out.println("Receipts   %,d units have finished".formatted(receipts.size()));
      Optional<Publication> published = Publication.current(storage, Publication.TABLES);
      out.println(
          "Tables     "
              + published
                  .map(
                      p ->
                          p.manifest().path("cells")
                              + " in "
                              + storage.describe(p.folder())
                              + (p.grid().equals(marker.path("grid").asText())
                                  ? ""
                                  : ", of the grid before it grew"))
                  .orElse("none yet"));
    } catch (IOException e) {
      throw new UserException(
          "Cannot tell the status of " + folder + ": " + e + "; check its permissions", e);
    }
  }

  private static String run(Storage storage) throws IOException {
    Optional<JsonNode> lease = Lease.read(storage);
    if (lease.isEmpty()) {
      return "none";
    }
    return (Lease.isDead(lease.get()) ? "died: " : "by ") + Lease.owner(lease.get());
  }

  private static void progress(JsonNode facts, PrintWriter out) {
    out.println(
        "Progress   %s at %s, after %s"
            .formatted(
                facts.path("phase").asText(),
                facts.path("at").asText(),
                Display.duration(facts.path("seconds").asDouble())));
    out.println(
        "           %,d of %,d models, %,d of %,d attack units, %,d failed, %,d images/s%s"
            .formatted(
                facts.path("models-done").asLong(),
                facts.path("models").asLong(),
                facts.path("units-done").asLong(),
                facts.path("units").asLong(),
                facts.path("failed").asLong(),
                facts.path("images-per-second").asLong(),
                facts.path("seconds-left").isNumber()
                    ? ", " + Display.duration(facts.path("seconds-left").asDouble()) + " left"
                    : ""));
    facts.path("notes").forEach(note -> out.println("Note       " + note.asText()));
  }

  private static JsonNode json(Storage storage, String file) throws IOException {
    return new ObjectMapper().readTree(storage.read(file));
  }
}
