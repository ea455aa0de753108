package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.run.Display;
import org.qusecnets.sweep.jobs.store.Lease;

/** A sweep's status for people. */
final class StatusText {
  private StatusText() {}

  static String of(Status status) {
    StringBuilder text = new StringBuilder();
    line(text, "Sweep", status.sweep() + " in " + status.storage());
    line(text, "Run", status.lease().map(StatusText::run).orElse("none"));
    status.progress().ifPresent(facts -> progress(facts, text));
    line(text, "Receipts", "%,d units have finished".formatted(status.receipts()));
    line(
        text,
        "Tables",
        status.tables().map(published -> tables(status, published)).orElse("none yet"));
    return text.toString();
  }

  private static void line(StringBuilder text, String heading, String content) {
    text.append("%-11s%s%n".formatted(heading, content));
  }

  private static String run(JsonNode lease) {
    return (Lease.isDead(lease) ? "died: " : "by ") + Lease.owner(lease);
  }

  private static String tables(Status status, Publication published) {
    return published.manifest().path("cells")
        + " in "
        + status.storage().describe(published.folder())
        + (status.isOfThisGrid(published) ? "" : ", of the grid before it grew");
  }

  private static void progress(JsonNode facts, StringBuilder text) {
    line(
        text,
        "Progress",
        "%s at %s, after %s"
            .formatted(
                facts.path("phase").asText(),
                facts.path("at").asText(),
                Display.duration(facts.path("seconds").asDouble())));
    line(
        text,
        "",
        "%,d of %,d models, %,d of %,d attack units, %,d failed, %,d images/s%s"
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
    facts.path("notes").forEach(note -> line(text, "Note", note.asText()));
  }
}
