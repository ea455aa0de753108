package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.command.FaultyAttack.Fault;

/** Attacks that end the process in which they run. */
@Tag("endurance")
class CrashIT {
  private static final int SOME_CELLS_FAILED = 4;
  private static final int ABORTED = 134;
  private static final int KILLED = 137;

  /** All images: each unit that kills its process has to be found out by itself. */
  private static final int CHUNK = 20;

  @TempDir private static Path folder;
  private static Path plugin;
  private static Path configuration;
  private static Map<String, List<String>> healthy;

  @BeforeAll
  static void runTheHealthyAttackAlone() throws IOException, InterruptedException {
    plugin = PluginJar.write(folder);
    Path out = folder.resolve("healthy");
    try (SweepProcess run =
        SweepProcess.run(folder, List.of(plugin), ProcessSweep.faulty(folder, CHUNK), out)) {
      assertThat(run.await()).as(run.log()).isZero();
    }
    healthy = Tables.repeatable(out);
    configuration = ProcessSweep.faulty(folder, CHUNK, Fault.HALT, Fault.ABORT);
  }

  @Test
  void attackThatKillsTheProgramIsFoundWhenItIsRunAgain() throws IOException, InterruptedException {
    Path out = folder.resolve("local");
    Set<Integer> deaths = new TreeSet<>();
    int exitCode = FaultyAttack.HALTED;
    List<String> logs = new ArrayList<>();
    // Each of them kills the program at most once: then it is suspect.
    while (exitCode != SOME_CELLS_FAILED && logs.size() < 3) {
      try (SweepProcess run =
          SweepProcess.run(folder, List.of(plugin), configuration, out, "--tries", "2")) {
        exitCode = run.await();
        logs.add("exit code " + exitCode + "\n" + run.log());
        deaths.add(exitCode);
      }
    }
    assertThat(deaths)
        .as(logs.toString())
        .hasSizeGreaterThan(1)
        .contains(SOME_CELLS_FAILED)
        .isSubsetOf(SOME_CELLS_FAILED, FaultyAttack.HALTED, ABORTED);
    assertCrashed(out, 2);
    assertThat(logs.get(logs.size() - 1))
        .contains("crashed: it ended its JVM 2 times (exit code 7)");
  }

  @Test
  void scriptGoesOnByItselfAfterAFaultOfNativeCode() throws IOException, InterruptedException {
    Path out = folder.resolve("script");
    try (Installation installation =
        Installation.in(folder.resolve("installation"), List.of(plugin))) {
      ProcessBuilder command =
          new ProcessBuilder(
              installation.script().toString(),
              "run",
              ProcessSweep.faulty(folder, CHUNK, Fault.ABORT).toString(),
              "--out",
              out.toString(),
              "--tries",
              "1");
      command.environment().put("SWEEP_CORES", "2");
      try (SweepProcess run = SweepProcess.start(folder, command)) {
        assertThat(run.await()).as(run.log()).isEqualTo(SOME_CELLS_FAILED);
        assertThat(run.log())
            .contains("The program was killed by what it did (exit code 134); it goes on")
            .contains("crashed: it ended its JVM once (exit code 134)");
      }
    }
    assertThat(crashed(out)).containsOnlyKeys("abort");
    assertThat(Tables.repeatable(out).get("examples")).isEqualTo(healthy.get("examples"));
  }

  @Test
  void whoeverIsKilledFromOutsideIsNotToBlame() throws IOException, InterruptedException {
    Path out = folder.resolve("killed");
    Path killed = ProcessSweep.faulty(folder, CHUNK, Fault.KILL);
    try (SweepProcess run = SweepProcess.run(folder, List.of(plugin), killed, out)) {
      assertThat(run.await()).as(run.log()).isEqualTo(KILLED);
    }
    try (SweepProcess run = SweepProcess.run(folder, List.of(plugin), killed, out)) {
      assertThat(run.await()).as(run.log()).isEqualTo(Main.USER_ERROR);
      assertThat(run.log())
          .contains("killed from outside (exit code 137)", "lower SWEEP_CORES or give it more")
          .doesNotContain("\tat ");
    }
    assertThat(out.resolve("tables.json")).doesNotExist();
  }

  @Test
  void arraysThatFillTheProcessAreOutOfMemory() throws IOException, InterruptedException {
    Path out = folder.resolve("arrays");
    Path arrays = ProcessSweep.faulty(folder, CHUNK, Fault.ARRAYS);
    try (SweepProcess run = SweepProcess.run(folder, List.of(plugin), arrays, out)) {
      assertThat(run.await()).as(run.log()).isEqualTo(SOME_CELLS_FAILED);
      assertThat(run.log())
          .containsPattern("  out-of-memory: Cannot allocate new .*physicalBytes = ");
    }
    assertThat(Tables.repeatable(out).get("examples")).isEqualTo(healthy.get("examples"));
  }

  @Test
  void attackThatKillsExecutorsStopsNothingElse() throws IOException, InterruptedException {
    Path out = folder.resolve("cluster");
    try (StandaloneCluster cluster = StandaloneCluster.start(SweepProcess.SPARK_HOME, folder, 2)) {
      Process driver =
          cluster.submitted(
              SweepProcess.JAR,
              List.of(plugin),
              List.of("run", configuration.toString(), "--out", out.toString(), "--tries", "2"));
      assertThat(driver.waitFor()).as(cluster.log("submit")).isEqualTo(SOME_CELLS_FAILED);
      assertThat(cluster.log("submit")).contains("Lost executor");
    }
    assertCrashed(out, 2);
  }

  private static void assertCrashed(Path out, int tries) throws IOException {
    assertThat(crashed(out))
        .containsOnly(
            Map.entry("halt", "it ended its JVM " + tries + " times (exit code 7)"),
            Map.entry("abort", "it ended its JVM " + tries + " times (exit code 134)"));
    Map<String, List<String>> tables = Tables.repeatable(out);
    assertThat(tables.get("examples")).isEqualTo(healthy.get("examples"));
    assertThat(tables.get("cells")).containsAll(healthy.get("cells"));
    assertThat(tables.get("models")).isEqualTo(healthy.get("models"));
    assertThat(WorkOnDisk.of(out).marks()).isEmpty();
  }

  /** The reasons of the cells that crashed, by fault. */
  private static Map<String, String> crashed(Path out) {
    Map<String, String> crashed = new TreeMap<>();
    for (Row cell : Tables.rows(out, "cells")) {
      if (cell.<String>getAs("status").equals("crashed")) {
        crashed.put(
            cell.<String>getAs("attack_parameters").replaceAll(".*:\"(.*)\".*", "$1"),
            cell.getAs("failure"));
      }
    }
    return crashed;
  }
}
