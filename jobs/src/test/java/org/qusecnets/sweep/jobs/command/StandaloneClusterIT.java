package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar under spark-submit on a cluster of two workers, against local mode. */
class StandaloneClusterIT {
  private static final Path SPARK_HOME = Path.of(System.getProperty("sweep.spark.home"));
  private static final Path JAR = Path.of(System.getProperty("sweep.jar"));

  @TempDir private static Path shared;

  /** Of those tests that need two workers. */
  private static StandaloneCluster cluster;

  @AfterAll
  static void stopTheCluster() throws InterruptedException {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static StandaloneCluster ofTwoWorkers() throws IOException, InterruptedException {
    if (cluster == null) {
      cluster = StandaloneCluster.start(SPARK_HOME, shared, 2);
    }
    return cluster;
  }

  @Test
  @Tag("endurance")
  void clusterGivesTheTablesOfLocalMode(@TempDir Path folder)
      throws IOException, InterruptedException {
    String configuration = SmallSweep.write(folder).toString();
    Path local = folder.resolve("local");
    CommandLineRun alone =
        CommandLineRun.of("run", configuration, "--out", local.toString(), "--master", "local[1]");
    assertThat(alone.exitCode()).as(alone.err()).isZero();

    Path remote = folder.resolve("cluster");
    StandaloneCluster workers = ofTwoWorkers();
    int exitCode = workers.submit(JAR, List.of("run", configuration, "--out", remote.toString()));
    assertThat(exitCode).as(workers.log("submit")).isZero();
    assertThat(workers.log("submit")).contains("Tables: " + remote.resolve("tables"));
    assertThat(workers.worked(0)).isTrue();
    assertThat(workers.worked(1)).isTrue();

    Map<String, String> models = TinySweep.contents(remote.resolve("models"));
    List<String> receipts = TinySweep.receipts(remote);
    TinySweep.unpublish(remote);
    exitCode = workers.submit(JAR, List.of("run", configuration, "--out", remote.toString()));
    assertThat(exitCode).as(workers.log("submit")).isZero();
    assertThat(TinySweep.contents(remote.resolve("models"))).isEqualTo(models);
    assertThat(TinySweep.receipts(remote)).isEqualTo(receipts);

    assertThat(Tables.repeatable(remote)).isEqualTo(Tables.repeatable(local));
  }

  @Test
  @Tag("endurance")
  void clusterGivesTheNoiseAnalysisOfLocalMode(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "resilience",
            SmallSweep.write(folder).toString(),
            "--set",
            "defenses=[{type=none}]",
            "--set",
            "resilience{draws=1, steps=2}",
            "--out");
    Path local = folder.resolve("local");
    CommandLineRun alone =
        CommandLineRun.of(
            Stream.concat(arguments.stream(), Stream.of(local.toString())).toArray(String[]::new));
    assertThat(alone.exitCode()).as(alone.err()).isZero();

    Path remote = folder.resolve("cluster");
    StandaloneCluster workers = ofTwoWorkers();
    int exitCode =
        workers.submit(
            JAR, Stream.concat(arguments.stream(), Stream.of(remote.toString())).toList());
    assertThat(exitCode).as(workers.log("submit")).isZero();

    assertThat(noise(remote)).isEqualTo(noise(local)).hasSize(9);
  }

  @Test
  @Tag("endurance")
  void clusterTrainsOneModelOnAllCores(@TempDir Path folder)
      throws IOException, InterruptedException {
    String configuration = SmallSweep.write(folder).toString();
    Path remote = folder.resolve("cluster");
    List<String> arguments =
        List.of(
            "run",
            configuration,
            "--out",
            remote.toString(),
            "--set",
            "training{parallelism=data, averaging-frequency=2}",
            "--set",
            "defenses=[{type=tq, levels=3}, {type=feature-squeezing, bits=1}]",
            "--set",
            "attacks=[{type=fgsm, epsilons=[0.1]}]");
    StandaloneCluster workers = ofTwoWorkers();
    int exitCode = workers.submit(JAR, arguments);
    assertThat(exitCode).as(workers.log("submit")).isZero();
    assertThat(workers.worked(0)).isTrue();
    assertThat(workers.worked(1)).isTrue();

    List<Row> models = Tables.rows(remote, "models");
    assertThat(models).hasSize(2);
  }

  private static List<String> noise(Path out) {
    return Tables.rows(out.resolve("resilience"), "resilience").stream()
        .map(Row::json)
        .sorted()
        .toList();
  }

  @Test
  void mistakeOfTheUserExitsWith2UnderSparkSubmitToo(@TempDir Path folder)
      throws IOException, InterruptedException {
    String configuration = SmallSweep.write(folder).toString();
    try (StandaloneCluster alone = StandaloneCluster.start(SPARK_HOME, folder, 0)) {
      int exitCode = alone.submit(JAR, List.of("run", configuration, "--set", "training.epoch=1"));
      assertThat(exitCode).isEqualTo(2);
      assertThat(alone.log("submit")).contains("unknown key epoch; did you mean epochs?");
    }
  }
}
