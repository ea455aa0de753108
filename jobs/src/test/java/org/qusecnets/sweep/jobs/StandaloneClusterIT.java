package org.qusecnets.sweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar under spark-submit on a cluster of two workers, against local mode. */
class StandaloneClusterIT {
  private static final Path SPARK_HOME = Path.of(System.getProperty("sweep.spark.home"));
  private static final Path JAR = Path.of(System.getProperty("sweep.jar"));

  @Test
  void clusterGivesTheTablesOfLocalMode(@TempDir Path folder)
      throws IOException, InterruptedException {
    String configuration = SmallSweep.write(folder).toString();
    Path local = folder.resolve("local");
    CommandLineRun alone =
        CommandLineRun.of("run", configuration, "--out", local.toString(), "--master", "local[1]");
    assertThat(alone.exitCode()).as(alone.err()).isZero();

    Path remote = folder.resolve("cluster");
    try (StandaloneCluster cluster = StandaloneCluster.start(SPARK_HOME, folder, 2)) {
      int exitCode = cluster.submit(JAR, List.of("run", configuration, "--out", remote.toString()));
      assertThat(exitCode).as(cluster.log("submit")).isZero();
      assertThat(cluster.log("submit")).contains("Tables: " + remote.resolve("tables"));
      assertThat(cluster.worked(0)).isTrue();
      assertThat(cluster.worked(1)).isTrue();
    }

    assertThat(Tables.repeatable(remote)).isEqualTo(Tables.repeatable(local));
  }

  @Test
  void mistakeOfTheUserExitsWith2UnderSparkSubmitToo(@TempDir Path folder)
      throws IOException, InterruptedException {
    String configuration = SmallSweep.write(folder).toString();
    try (StandaloneCluster cluster = StandaloneCluster.start(SPARK_HOME, folder, 0)) {
      int exitCode =
          cluster.submit(JAR, List.of("run", configuration, "--set", "training.epoch=1"));
      assertThat(exitCode).isEqualTo(2);
      assertThat(cluster.log("submit")).contains("unknown key epoch; did you mean epochs?");
    }
  }
}
