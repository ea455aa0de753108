package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Lease;
import org.qusecnets.sweep.jobs.store.Receipt;
import org.qusecnets.sweep.jobs.store.Storage;

/** What a process leaves that is killed between one step and the next. */
class LeftoversTest {
  @TempDir private static Path folder;
  private static Path configuration;
  private static Path out;

  @BeforeAll
  static void runOnce() throws IOException {
    configuration = ProcessSweep.faulty(folder, 20);
    out = folder.resolve("out");
    assertThat(run().exitCode()).isZero();
  }

  private static CommandLineRun run() {
    return CommandLineRun.of(
        "run", configuration.toString(), "--out", out.toString(), "--master", "local[1]");
  }

  /** As if the process that held it had been killed. */
  @BeforeEach
  void leaveALease() throws IOException, InterruptedException {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Storage storage = Storage.of(out.toString());
    ObjectNode content;
    try (Lease lease = Lease.take(storage, () -> {})) {
      lease.check();
      content = (ObjectNode) Lease.read(storage).orElseThrow();
    }
    content.put("process", dead.pid());
    Files.write(out.resolve(Lease.FILE), new ObjectMapper().writeValueAsBytes(content));
  }

  @Test
  void killedAfterItPublishedItsLeaseGoesAndItsLinkComes() throws IOException {
    Files.delete(out.resolve("tables"));
    Files.createFile(out.resolve(Storage.STAGED + "tables.json-1"));
    CommandLineRun again = run();
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).contains("This sweep is complete");
    assertThat(out.resolve(Lease.FILE)).doesNotExist();
    assertThat(out.resolve(Storage.STAGED + "tables.json-1")).doesNotExist();
    assertThat(out.resolve("tables").toRealPath())
        .isEqualTo(out.resolve(WorkOnDisk.of(out).published()).toRealPath());
  }

  @Test
  void killedBetweenReceiptAndMarkItsUnitsAreNotDoneAgainAndTheirMarksGo() throws IOException {
    WorkOnDisk finished = WorkOnDisk.of(out);
    for (String receipt : finished.receipts()) {
      Files.createFile(out.resolve("work/started/" + Receipt.keyOf(receipt) + ".0"));
    }
    Files.delete(out.resolve("tables.json"));
    CommandLineRun again = run();
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(WorkOnDisk.of(out).receipts()).isEqualTo(finished.receipts());
    assertThat(WorkOnDisk.of(out).marks()).isEmpty();
    assertThat(out.resolve(Lease.FILE)).doesNotExist();
  }
}
