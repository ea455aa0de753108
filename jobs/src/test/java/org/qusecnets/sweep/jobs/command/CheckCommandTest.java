package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path folder;

  @Test
  void aValidConfigurationIsCountedAndNothingIsRun() throws IOException {
    CommandLineRun check = CommandLineRun.of("check", SmallSweep.write(folder).toString());

    assertThat(check.exitCode()).as(check.err()).isZero();
    assertThat(check.out())
        .isEqualToIgnoringNewLines("small is valid: 20 cells, 10 models, 30 attack units");
    assertThat(folder.toFile().list()).containsExactly("small.conf");
    assertThat(SparkEnv.get()).isNull();
  }

  @Test
  void overridesCount() throws IOException {
    CommandLineRun check =
        CommandLineRun.of("check", SmallSweep.write(folder).toString(), "--set", "seeds=[7, 8]");

    assertThat(check.out())
        .isEqualToIgnoringNewLines("small is valid: 40 cells, 20 models, 60 attack units");
  }

  @Test
  void everyProblemIsTold() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("wrong.conf"),
            """
            datasets = [ { name = mnist-simple } ]
            defenses = [ { type = cq, levels = 1 } ]
            attacks = [ { type = pdg, epsilons = [0.1] } ]
            seeds = []
            """);

    CommandLineRun check = CommandLineRun.of("check", file.toString());

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).isEmpty();
    assertThat(check.err())
        .contains(
            "wrong.conf:1",
            "did you mean mnist-sample?",
            "wrong.conf:2",
            "levels must be from 2 to 256, was 1",
            "wrong.conf:3",
            "did you mean pgd?",
            "wrong.conf:4",
            "seeds is empty")
        .doesNotContain("\tat ");
  }
}
