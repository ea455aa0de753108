package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.run.Progress;
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
    write(
        Lease.FILE,
        """
        {"token": "t", "host": "%s", "process": 999999999, "process-started": "x", "user": "somebody",
         "since": "then", "beat": 3}
        """
            .formatted(InetAddress.getLocalHost().getHostName()));
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
                .formatted(InetAddress.getLocalHost().getHostName()));
    assertThat(status.path("progress"))
        .hasToString(
            "{\"phase\":\"working\",\"at\":\"now\",\"seconds\":12,\"models\":4,\"models-done\":1,\"units\":8,"
                + "\"units-done\":2,\"failed\":0,\"images-per-second\":7,\"seconds-left\":null,"
                + "\"notes\":[\"one\"]}");
  }

  @Test
  void theSameIsToldToPeople() throws IOException {
    assertThat(CommandLineRun.of("status", folder.toString()).out().lines())
        .containsExactly(
            "Sweep      größe in " + folder,
            "Run        none",
            "Receipts   0 units have finished",
            "Tables     none yet");
  }
}
