package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.qusecnets.sweep.jobs.publication.Publication;
import org.qusecnets.sweep.jobs.run.Display;

/** A sweep's status for people. */
final class StatusText {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private StatusText() {}

  static String of(Status status) {
    StringBuilder text = new StringBuilder();
    line(text, "Sweep", status.sweep() + " in " + status.storage());
    line(text, "Run", status.lease().map(lease -> run(status, lease)).orElse("none"));
    status.progress().ifPresent(facts -> progress(facts, text));
    line(
        text,
        "Receipts",
        Display.counted(status.receipts(), "unit") + " finished, kept as receipts");
    line(
        text,
        "Tables",
        status.tables().map(published -> tables(status, published)).orElse("none yet"));
    return text.toString();
  }

  private static void line(StringBuilder text, String heading, String content) {
    text.append("%-11s%s%n".formatted(heading, content));
  }

  private static String run(Status status, JsonNode lease) {
    return status.run().orElseThrow().words()
        + ": process %s of %s on %s, %s"
            .formatted(
                lease.path("process").asText("unknown"),
                lease.path("user").asText("unknown"),
                lease.path("host").asText("unknown"),
                ago(lease.path("since").asText(), "since "))
        + status
            .heartbeat()
            .filter(beat -> status.run().orElseThrow() == Status.Run.SILENT)
            .map(beat -> ago(beat.toString(), ", last seen "))
            .orElse("");
  }

  private static String tables(Status status, Publication published) {
    return "%s, in %s%s, published %s"
        .formatted(
            cells(published.manifest().path("cells")),
            status.storage().describe(published.folder()),
            status.isOfThisGrid(published) ? "" : ", of the grid before it grew",
            ago(published.manifest().path("published").asText(), ""));
  }

  /** Such as {@code 34 cells complete, 2 cells failed}. */
  private static String cells(JsonNode counts) {
    return counts.properties().stream()
        .map(
            count ->
                "%s %s"
                    .formatted(Display.counted(count.getValue().asLong(), "cell"), count.getKey()))
        .collect(Collectors.joining(", "));
  }

  /** A moment as people tell it, with how long ago it was; as it is if it is none. */
  private static String ago(String moment, String before) {
    try {
      Instant then = Instant.parse(moment);
      return before
          + FORMAT.format(then.atZone(ZoneId.systemDefault()))
          + " ("
          + Display.duration(Duration.between(then, Instant.now()).abs().toMillis() / 1e3)
          + " ago)";
    } catch (DateTimeParseException e) {
      return before + moment;
    }
  }

  private static void progress(JsonNode facts, StringBuilder text) {
    line(
        text,
        "Progress",
        "%s of %s trained, %s of %s done"
            .formatted(
                number(facts, "models-done"),
                Display.counted(facts.path("models").asLong(), "model"),
                number(facts, "units-done"),
                Display.counted(facts.path("units").asLong(), "unit")));
    if (facts.path("failed").asLong() > 0) {
      line(text, "", number(facts, "failed") + " failed");
    }
    line(
        text,
        "",
        "%s %s, after %s%s%s"
            .formatted(
                facts.path("phase").asText(),
                ago(facts.path("at").asText(), ""),
                Display.duration(facts.path("seconds").asDouble()),
                facts.path("images-per-second").asLong() > 0
                    ? " at " + number(facts, "images-per-second") + " images/s"
                    : "",
                facts.path("seconds-left").isNumber()
                    ? ", about "
                        + Display.duration(facts.path("seconds-left").asDouble())
                        + " left then"
                    : ""));
    facts.path("notes").forEach(note -> line(text, "Note", note.asText()));
  }

  private static String number(JsonNode facts, String name) {
    return String.format(Locale.ROOT, "%,d", facts.path(name).asLong());
  }
}
