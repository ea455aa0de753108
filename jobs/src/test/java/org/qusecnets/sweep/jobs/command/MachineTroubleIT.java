package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.command.MachineTrouble.Refusal;

/** Whatever the machine refuses, no cell is blamed for it, and the next run goes on. */
class MachineTroubleIT {
  /**
   * In the order in which a run comes to them, in one folder: that a run meets the next trouble
   * says that it has gone on after the one before.
   */
  private static final List<Trouble> ONE_AFTER_ANOTHER =
      List.of(
          new Trouble("write", "/.staged-grid.json", Refusal.OPERATION_NOT_PERMITTED),
          new Trouble("open", "/work/started/", Refusal.READ_ONLY),
          new Trouble("rename", "/models/", Refusal.STALE_HANDLE),
          new Trouble("write", "/work/units/", Refusal.QUOTA),
          new Trouble("open", "/work/units/", Refusal.TOO_MANY_OPEN_FILES),
          new Trouble("write", "/publications/", Refusal.FILE_TOO_LARGE),
          new Trouble("rename", "/tables.json", Refusal.INPUT_OUTPUT_ERROR));

  @TempDir private static Path folder;
  private static MachineTrouble trouble;
  private static Path configuration;
  private static Path undisturbed;
  private static Map<String, List<String>> expected;

  /** One kind of system call, on files whose path holds this one, and what it ends with. */
  private record Trouble(String call, String path, Refusal refusal) {}

  @BeforeAll
  static void runOnceWithoutTrouble() throws IOException, InterruptedException {
    trouble = MachineTrouble.in(folder);
    configuration = ProcessSweep.faulty(folder, 10);
    undisturbed = folder.resolve("undisturbed");
    run(undisturbed, Map.of(), 0);
    expected = Tables.repeatable(undisturbed);
  }

  private static String run(Path out, Map<String, String> environment, int exitCode)
      throws IOException, InterruptedException {
    ProcessBuilder command = SweepProcess.command(folder, List.of(), configuration, out);
    command.environment().putAll(environment);
    try (SweepProcess run = SweepProcess.start(folder, command)) {
      assertThat(run.await()).as(run.log()).isEqualTo(exitCode);
      return run.log();
    }
  }

  /** Runs into the trouble; returns the receipts that are there then. */
  private static Set<String> stops(Path out, Trouble trouble)
      throws IOException, InterruptedException {
    assertThat(run(out, environment(out, trouble), 2))
        .as(trouble.toString())
        .contains("Cannot ", trouble.refusal().text())
        .doesNotContain("\tat ", "failed: ", "exit code 4");
    assertThat(out.resolve("tables.json")).doesNotExist();
    return WorkOnDisk.of(out).receipts();
  }

  private static void goesOn(Path out) throws IOException, InterruptedException {
    assertThat(run(out, Map.of(), 0)).doesNotContain("failed");
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  private static Map<String, String> environment(Path out, Trouble met) {
    String place = met.path().startsWith("/") ? out + met.path() : met.path();
    return trouble.environment(met.call(), place, met.refusal());
  }

  @Test
  void aModelThatCannotBeWrittenStopsTheRun() throws IOException, InterruptedException {
    Path out = folder.resolve("model");
    stops(out, new Trouble("write", "/models/", Refusal.QUOTA));
    goesOn(out);
  }

  @Tag("endurance")
  @Test
  void whateverElseCannotBeWrittenDoesToo() throws IOException, InterruptedException {
    Path out = folder.resolve("written");
    Set<String> finished = Set.of();
    for (Trouble next : ONE_AFTER_ANOTHER) {
      Set<String> now = stops(out, next);
      assertThat(now).as("receipts after %s", next).containsAll(finished);
      finished = now;
    }
    goesOn(out);
    assertThat(WorkOnDisk.of(out).receipts()).containsAll(finished);
  }

  @Tag("endurance")
  @Test
  void whatCannotBeReadIsNotDoneAgain() throws IOException, InterruptedException {
    Path out = folder.resolve("read");
    TinySweep.copy(undisturbed, out);
    TinySweep.unpublish(out);
    Map<String, String> before = TinySweep.contents(out.resolve("models"));
    List<String> receipts = TinySweep.receipts(out);

    for (Trouble next :
        List.of(
            new Trouble("read", "/models/", Refusal.INPUT_OUTPUT_ERROR),
            new Trouble("read", "/work/units/", Refusal.STALE_HANDLE))) {
      assertThat(run(out, environment(out, next), 2))
          .contains("Cannot go on", next.refusal().text())
          .doesNotContain("\tat ", "failed: ", "damaged");
    }

    run(out, Map.of(), 0);
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
    assertThat(TinySweep.contents(out.resolve("models"))).isEqualTo(before);
    assertThat(TinySweep.receipts(out)).isEqualTo(receipts);
  }

  @Test
  void withoutLinksTheFolderOfTheTablesIsNamed() throws IOException, InterruptedException {
    Path out = folder.resolve("unlinked");
    Map<String, String> environment =
        environment(out, new Trouble("symlink", "tables", Refusal.OPERATION_NOT_PERMITTED));
    String told = run(out, environment, 0);
    assertThat(out.resolve("tables")).doesNotExist();
    assertThat(told).contains("Tables: " + out.resolve("publications/tables-0001-"));
    String place =
        told.lines().filter(line -> line.startsWith("Tables: ")).findFirst().orElseThrow();
    assertThat(Tables.repeatable(place.substring("Tables: ".length()))).isEqualTo(expected);

    assertThat(run(out, environment, 0))
        .contains("its tables are in " + out.resolve("publications/tables-0001-"));
  }
}
