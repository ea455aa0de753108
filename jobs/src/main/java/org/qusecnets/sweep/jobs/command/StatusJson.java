package org.qusecnets.sweep.jobs.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qusecnets.sweep.jobs.publication.Publication;

/** A sweep's status for programs: the members and their order are part of the interface. */
final class StatusJson {
  private static final List<String> OWNER = List.of("process", "user", "host", "since");
  private static final List<String> PROGRESS =
      List.of(
          "phase",
          "at",
          "seconds",
          "models",
          "models-done",
          "units",
          "units-done",
          "failed",
          "images-per-second",
          "seconds-left",
          "notes");

  private StatusJson() {}

  static Map<String, Object> of(Status status) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("sweep", status.sweep());
    members.put("folder", status.storage().toString());
    members.put("grid", status.marker().path("grid").asText());
    members.put("run", status.lease().map(lease -> run(status, lease)).orElse(null));
    members.put("progress", status.progress().map(p -> some(p, PROGRESS)).orElse(null));
    members.put("receipts", status.receipts());
    members.put("tables", status.tables().map(p -> tables(status, p)).orElse(null));
    return members;
  }

  private static Map<String, Object> run(Status status, JsonNode lease) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("state", status.run().orElseThrow().name().toLowerCase(Locale.ROOT));
    members.putAll(some(lease, OWNER));
    return members;
  }

  private static Map<String, Object> tables(Status status, Publication published) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("folder", status.storage().describe(published.folder()));
    members.put("cells", published.manifest().path("cells"));
    members.put("grid", published.grid());
    members.put("current", status.isOfThisGrid(published));
    return members;
  }

  /** These members, null where they are missing. */
  private static Map<String, Object> some(JsonNode node, List<String> names) {
    Map<String, Object> members = new LinkedHashMap<>();
    names.forEach(name -> members.put(name, node.get(name)));
    return members;
  }
}
