package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.jobs.command.WorkOnDisk.Phase;

/** Executors that die in mid-work, on a cluster of two workers. */
@Tag("endurance")
class ExecutorLossIT {
  @Test
  void executorsThatAreKilledChangeNoRow(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path configuration = ProcessSweep.steady(folder);
    Path local = folder.resolve("local");
    try (SweepProcess alone = SweepProcess.run(folder, List.of(), configuration, local)) {
      assertThat(alone.await()).as(alone.log()).isZero();
    }
    Map<String, Phase> kinds = WorkOnDisk.kinds(local);

    Path remote = folder.resolve("cluster");
    try (StandaloneCluster cluster = StandaloneCluster.start(SweepProcess.SPARK_HOME, folder, 2)) {
      Process driver =
          cluster.submitted(
              SweepProcess.JAR,
              List.of(),
              List.of("run", configuration.toString(), "--out", remote.toString()));
      for (Phase phase : List.of(Phase.TRAINING, Phase.ATTACKING)) {
        Set<String> before = awaitWork(driver, remote, kinds, phase);
        assertThat(before).as("no work of %s: %s", phase, cluster.log("submit")).isNotEmpty();
        kill(cluster.executors(), phase);
        // What they had begun they have not ended.
        assertThat(marks(remote, kinds, phase)).as("work that was cut off").isNotEmpty();
      }
      assertThat(driver.waitFor()).as(cluster.log("submit")).isZero();
      assertThat(cluster.log("submit")).contains("Lost executor");
    }
    assertThat(Tables.repeatable(remote)).isEqualTo(Tables.repeatable(local));
    assertThat(WorkOnDisk.of(remote).marks()).isEmpty();
  }

  /** Waits for work of this kind to be begun; returns its marks. */
  private static Set<String> awaitWork(
      Process driver, Path out, Map<String, Phase> kinds, Phase phase)
      throws IOException, InterruptedException {
    Set<String> marks = marks(out, kinds, phase);
    while (driver.isAlive() && marks.isEmpty()) {
      Thread.sleep(1);
      marks = marks(out, kinds, phase);
    }
    return marks;
  }

  private static Set<String> marks(Path out, Map<String, Phase> kinds, Phase phase)
      throws IOException {
    return WorkOnDisk.of(out).marks().stream()
        .filter(mark -> kinds.get(mark.substring(0, mark.indexOf('.'))) == phase)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void kill(List<ProcessHandle> executors, Phase phase) {
    assertThat(executors).as("executors in phase %s", phase).isNotEmpty();
    for (ProcessHandle executor : executors) {
      assertThat(executor.destroyForcibly()).isTrue();
      executor.onExit().join();
    }
  }
}
