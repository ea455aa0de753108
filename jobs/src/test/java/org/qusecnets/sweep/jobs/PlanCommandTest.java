package org.qusecnets.sweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
  @Test
  void printsTheGridAndRunsNothing(@TempDir Path folder) throws IOException {
    CommandLineRun run = CommandLineRun.of("plan", SmallSweep.write(folder).toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("Cells +" + SmallSweep.CELLS))
        .anyMatch(line -> line.matches("Models to train +" + SmallSweep.MODELS))
        .anyMatch(line -> line.matches("Attack units +" + SmallSweep.UNITS))
        .anyMatch(line -> line.matches("Training images +3,000"));
    assertThat(folder.toFile().list()).containsExactly("small.conf");
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }
}
