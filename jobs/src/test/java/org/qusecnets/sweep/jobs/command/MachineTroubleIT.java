package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.jobs.command.MachineTrouble.Refusal;

/** Whatever the machine refuses, no cell is blamed for it, and the next run goes on. */
class MachineTroubleIT {
  @TempDir private static Path folder;
  private static MachineTrouble trouble;
  private static Path configuration;
  private static Map<String, List<String>> expected;

  @BeforeAll
  static void runOnceWithoutTrouble() throws IOException, InterruptedException {
    trouble = MachineTrouble.in(folder);
    configuration = ProcessSweep.faulty(folder, 10);
    Path undisturbed = folder.resolve("undisturbed");
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

  private static void stopsAndGoesOn(String call, String path, Refusal refusal)
      throws IOException, InterruptedException {
    Path out = folder.resolve(call + path.replaceAll("\\W", "-") + refusal);
    String place = path.startsWith("/") ? out + path : path;
    assertThat(run(out, trouble.environment(call, place, refusal), 2))
        .contains("Cannot ", refusal.text())
        .doesNotContain("\tat ", "failed: ", "exit code 4");
    assertThat(out.resolve("tables.json")).doesNotExist();

    assertThat(run(out, Map.of(), 0)).doesNotContain("failed");
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
  }

  @Test
  void aModelThatCannotBeWrittenStopsTheRun() throws IOException, InterruptedException {
    stopsAndGoesOn("write", "/models/", Refusal.QUOTA);
  }

  @Tag("endurance")
  @ParameterizedTest
  @CsvSource({
    "open, /work/units/, TOO_MANY_OPEN_FILES",
    "write, /publications/, FILE_TOO_LARGE",
    "rename, /models/, STALE_HANDLE",
    "write, /work/units/, QUOTA",
    "open, /work/started/, READ_ONLY",
    "write, /.staged-grid.json, OPERATION_NOT_PERMITTED",
    "rename, /tables.json, INPUT_OUTPUT_ERROR",
  })
  void whateverElseCannotBeWrittenDoesToo(String call, String path, Refusal refusal)
      throws IOException, InterruptedException {
    stopsAndGoesOn(call, path, refusal);
  }

  @Tag("endurance")
  @ParameterizedTest
  @CsvSource({"/models/, INPUT_OUTPUT_ERROR", "/work/units/, STALE_HANDLE"})
  void whatCannotBeReadIsNotDoneAgain(String path, Refusal refusal)
      throws IOException, InterruptedException {
    Path out = folder.resolve("read" + path.replaceAll("\\W", "-") + refusal);
    run(out, Map.of(), 0);
    TinySweep.unpublish(out);
    Map<String, String> before = TinySweep.contents(out.resolve("models"));
    List<String> receipts = TinySweep.receipts(out);

    assertThat(run(out, trouble.environment("read", out + path, refusal), 2))
        .contains("Cannot go on", refusal.text())
        .doesNotContain("\tat ", "failed: ", "damaged");

    run(out, Map.of(), 0);
    assertThat(Tables.repeatable(out)).isEqualTo(expected);
    assertThat(TinySweep.contents(out.resolve("models"))).isEqualTo(before);
    assertThat(TinySweep.receipts(out)).isEqualTo(receipts);
  }

  @Test
  void withoutLinksTheFolderOfTheTablesIsNamed() throws IOException, InterruptedException {
    Path out = folder.resolve("unlinked");
    Map<String, String> environment =
        trouble.environment("symlink", "tables", Refusal.OPERATION_NOT_PERMITTED);
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
