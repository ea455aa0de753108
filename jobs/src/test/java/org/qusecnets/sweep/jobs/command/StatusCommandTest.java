package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.run.Progress;
import org.qusecnets.sweep.jobs.store.DeadOwner;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.ResultFolder;

/** The status of folders that hold no more than a few files of a sweep. */
class StatusCommandTest {
  private static final List<String> MEMBERS =
      List.of("sweep", "folder", "grid", "run", "progress", "receipts", "tables");

  @TempDir private Path folder;

  @BeforeEach
  void mark() throws IOException {
    write(ResultFolder.MARKER, "{\"name\": \"größe\", \"grid\": \"0123\"}");
  }

  private void write(String file, String content) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
  }

  private JsonNode status() throws IOException {
    CommandLineRun run = CommandLineRun.of("status", folder.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void whatThereIsNotIsNull() throws IOException {
    JsonNode status = status();
    assertThat(status.fieldNames()).toIterable().containsExactlyElementsOf(MEMBERS);
    assertThat(status.path("sweep").asText()).isEqualTo("größe");
    assertThat(status.path("grid").asText()).isEqualTo("0123");
    assertThat(status.path("receipts").intValue()).isZero();
    assertThat(status.path("run").isNull()).isTrue();
    assertThat(status.path("progress").isNull()).isTrue();
    assertThat(status.path("tables").isNull()).isTrue();
  }

  @Test
  void aRunThatDiedAndItsProgressAreToldInNumbers() throws IOException {
    write(Lease.FILE, DeadOwner.lease());
    write(
        Progress.FILE,
        """
        {"notes": ["one"], "phase": "working", "at": "now", "seconds": 12, "models": 4,
         "models-done": 1, "units": 8, "units-done": 2, "failed": 0, "images-per-second": 7,
         "seconds-left": null}
        """);
    JsonNode status = status();
    assertThat(status.fieldNames()).toIterable().containsExactlyElementsOf(MEMBERS);
    assertThat(status.path("run"))
        .hasToString(
            "{\"state\":\"died\",\"process\":999999999,\"user\":\"somebody\",\"host\":\"%s\",\"since\":\"then\"}"
                .formatted(DeadOwner.HOST));
    assertThat(status.path("progress"))
        .hasToString(
            "{\"phase\":\"working\",\"at\":\"now\",\"seconds\":12,\"models\":4,\"models-done\":1,\"units\":8,"
                + "\"units-done\":2,\"failed\":0,\"images-per-second\":7,\"seconds-left\":null,"
                + "\"notes\":[\"one\"]}");
  }

  @Test
  void aRunElsewhereThatIsNotHeardOfMayHaveDied() throws IOException {
    write(
        Lease.FILE,
        "{\"process\": 7, \"user\": \"somebody\", \"host\": \"elsewhere\", \"boot\": \"another\","
            + " \"since\": \"then\"}");
    assertThat(status().path("run").path("state").asText()).isEqualTo("running");
    assertThat(CommandLineRun.of("status", folder.toString()).out())
        .contains("Run        at work: process 7 of somebody on elsewhere, since then\n");

    Files.setLastModifiedTime(
        folder.resolve(Lease.FILE), FileTime.from(Instant.now().minusSeconds(3601)));

    assertThat(status().path("run").path("state").asText()).isEqualTo("silent");
    assertThat(CommandLineRun.of("status", folder.toString()).out())
        .containsPattern(
            "Run        not heard of for a while, and may have died: process 7 of somebody on"
                + " elsewhere, since then, last seen 20.* [(]1 h 0 min ago[)]");
  }

  @Test
  void theSameIsToldToPeople() throws IOException {
    assertThat(CommandLineRun.of("status", folder.toString()).out().lines())
        .containsExactly(
            "Sweep      größe in " + folder,
            "Run        none",
            "Receipts   0 units finished, kept as receipts",
            "Tables     none yet");
  }

  @Test
  void peopleAreToldHowFarADeadRunWas() throws IOException {
    write(Lease.FILE, DeadOwner.lease());
    String at = Instant.now().minusSeconds(3700).toString();
    write(
        Progress.FILE,
        """
        {"notes": [], "phase": "running", "at": "%s", "seconds": 4000, "models": 4,
         "models-done": 1, "units": 8000, "units-done": 2, "failed": 3, "images-per-second": 1700,
         "seconds-left": 61}
        """
            .formatted(at));
    assertThat(CommandLineRun.of("status", folder.toString()).out().lines())
        .contains(
            "Run        died: process 999999999 of somebody on " + DeadOwner.HOST + ", since then",
            "Progress   1 of 4 models trained, 2 of 8,000 units done",
            "           3 failed")
        .anyMatch(
            line ->
                line.matches(
                    " +running 20.* \\(1 h 1 min ago\\), after 1 h 6 min at 1,700 images/s, about 1"
                        + " min 1 s left then"));
  }
}
