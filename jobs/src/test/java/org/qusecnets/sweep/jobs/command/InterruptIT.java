package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.store.Lease;

/** Ctrl-C. */
@Tag("endurance")
class InterruptIT {
  private static final int INTERRUPTED = 130;

  private static Path configuration;

  @TempDir private static Path folder;

  @BeforeAll
  static void configure() throws IOException {
    configuration = ProcessSweep.steady(folder);
  }

  /** First as a script, at last only paused: each run goes on where the one before was. */
  @Test
  void interruptedRunsSaySoAndGoOnLater() throws IOException, InterruptedException {
    Path out = folder.resolve("interrupted");
    interruptsAScript(out);
    Set<String> first = WorkOnDisk.of(out).receipts();
    interruptsARun(out);
    Set<String> second = WorkOnDisk.of(out).receipts();
    assertThat(second).containsAll(first);
    pausesARun(out);
    assertThat(WorkOnDisk.of(out).receipts()).containsAll(second);
    assertComplete(out);
    interruptsAnExport(out);
  }

  private static void interruptsAnExport(Path out) throws IOException, InterruptedException {
    Path images = Files.createDirectories(folder.resolve("images"));
    List<String> export =
        List.of("export", out.toString(), images.toString(), "--images", "--cell", "all");
    try (SweepProcess run = SweepProcess.start(folder, SweepProcess.command(folder, export))) {
      while (run.isAlive() && images.toFile().list().length == 0) {
        Thread.sleep(1);
      }
      run.signal("INT");
      assertThat(run.await()).as(run.log()).isEqualTo(INTERRUPTED);
      assertThat(run.log()).endsWith("Stopped. Nothing was exported.\n").doesNotContain("\tat ");
    }
    assertThat(images).isEmptyDirectory();
  }

  private static void interruptsARun(Path out) throws IOException, InterruptedException {
    try (SweepProcess run = SweepProcess.run(folder, List.of(), configuration, out)) {
      awaitAFinishedUnit(run, out);
      run.signal("INT");
      assertThat(run.await()).as(run.log()).isEqualTo(INTERRUPTED);
      assertStopped(run, out);
    }
  }

  /** A script leaves nothing running. */
  private static void interruptsAScript(Path out) throws IOException, InterruptedException {
    try (Installation installation = Installation.in(folder.resolve("installation"), List.of())) {
      ProcessBuilder command =
          new ProcessBuilder(
              installation.script().toString(),
              "run",
              configuration.toString(),
              "--out",
              out.toString());
      command.environment().put("SWEEP_CORES", "2");
      try (SweepProcess run = SweepProcess.start(folder, command)) {
        awaitAFinishedUnit(run, out);
        List<ProcessHandle> all = run.all();
        assertThat(all).as("the script and the program").hasSizeGreaterThan(1);
        run.signal("INT");
        assertThat(run.await()).as(run.log()).isEqualTo(INTERRUPTED);
        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertStopped(run, out);
      }
    }
  }

  /** As by a computer that sleeps, with Spark's limit of two minutes made one of seconds. */
  private static void pausesARun(Path out) throws IOException, InterruptedException {
    ProcessBuilder command = SweepProcess.command(folder, List.of(), configuration, out);
    command
        .command()
        .addAll(
            1,
            List.of(
                "-Dspark.network.timeout=3s",
                "-Dspark.network.timeoutInterval=1s",
                "-Dspark.executor.heartbeatInterval=1s"));
    try (SweepProcess run = SweepProcess.start(folder, command)) {
      awaitAFinishedUnit(run, out);
      run.signal("STOP");
      assertThat(out.resolve("tables.json")).as("the pause is in mid-work").doesNotExist();
      Thread.sleep(6000);
      run.signal("CONT");
      assertThat(run.await()).as(run.log()).isZero();
      assertThat(run.log()).doesNotContain("WARN", "ERROR", "heartbeat");
    }
  }

  @Test
  void whoHasLostItsFolderSaysSoAndEnds() throws IOException, InterruptedException {
    Path out = folder.resolve("lost-folder");
    try (SweepProcess run = SweepProcess.run(folder, List.of(), configuration, out)) {
      awaitAFinishedUnit(run, out);
      Files.move(out, folder.resolve("moved"));
      assertThat(run.await()).as(run.log()).isEqualTo(Main.USER_ERROR);
      assertThat(run.log())
          .contains("Cannot go on", out.toString())
          .doesNotContain("\tat ", " ERROR ");
    }
    assertThat(out).as("nobody makes it anew").doesNotExist();
    assertCompletes(folder.resolve("moved"));
  }

  @Test
  void whoHasLostItsLeaseSaysSoAndEnds() throws IOException, InterruptedException {
    Path out = folder.resolve("lost-lease");
    String other = "{\"token\": \"another\", \"host\": \"elsewhere\"}";
    try (SweepProcess run = SweepProcess.run(folder, List.of(), configuration, out)) {
      awaitAFinishedUnit(run, out);
      writeLease(run, out.resolve(Lease.FILE), other);
      assertThat(run.await()).as(run.log()).isEqualTo(Main.USER_ERROR);
      assertThat(run.log())
          .contains("Cannot go on in " + out + ": another run has taken it over", "on elsewhere")
          .doesNotContain("\tat ", " ERROR ");
    }
    assertThat(out.resolve(Lease.FILE)).hasContent(other);
    Files.delete(out.resolve(Lease.FILE));
    assertCompletes(out);
  }

  /**
   * Writes until the run has seen it: a heartbeat that read the lease before writes its own over
   * it, which a run that takes a silent one's lease does not meet.
   */
  private static void writeLease(SweepProcess run, Path lease, String content)
      throws IOException, InterruptedException {
    for (int tries = 0; tries < 600 && run.isAlive(); tries++) {
      if (!Files.exists(lease) || !Files.readString(lease).equals(content)) {
        Files.writeString(lease, content);
      }
      Thread.sleep(100);
    }
  }

  /** One more than there are. */
  private static void awaitAFinishedUnit(SweepProcess run, Path out)
      throws IOException, InterruptedException {
    Set<String> before = WorkOnDisk.of(out).receipts();
    while (run.isAlive() && before.containsAll(WorkOnDisk.of(out).receipts())) {
      Thread.sleep(1);
    }
  }

  private static void assertStopped(SweepProcess run, Path out) throws IOException {
    assertThat(run.log())
        .contains("Stopped. What is finished is kept in " + out + "; run the same command again")
        .doesNotContain("Exception");
    assertThat(out.resolve(Lease.FILE)).doesNotExist();
    assertThat(out.resolve("tables.json")).doesNotExist();
    assertThat(WorkOnDisk.of(out).receipts()).isNotEmpty();
  }

  private static void assertCompletes(Path out) throws IOException, InterruptedException {
    WorkOnDisk stopped = WorkOnDisk.of(out);
    try (SweepProcess again = SweepProcess.run(folder, List.of(), configuration, out)) {
      assertThat(again.await()).as(again.log()).isZero();
    }
    assertThat(WorkOnDisk.of(out).receipts()).containsAll(stopped.receipts());
    assertComplete(out);
  }

  private static void assertComplete(Path out) throws IOException {
    assertThat(WorkOnDisk.of(out).marks()).isEmpty();
    Map<String, List<String>> tables = Tables.repeatable(out);
    assertThat(tables.get("cells")).hasSize(9).allMatch(cell -> cell.contains("\"complete\""));
    assertThat(Files.exists(out.resolve(Lease.FILE))).isFalse();
  }
}
