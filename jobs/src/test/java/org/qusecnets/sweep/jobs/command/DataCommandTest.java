package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCommandTest {
  @Test
  void verifyNamesEveryMissingFileAndTheRemedy(@TempDir Path folder) {
    CommandLineRun run =
        CommandLineRun.of("data", "verify", "mnist", "--data-dir", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains("mnist train-images-idx3-ubyte: missing")
        .contains("mnist t10k-labels-idx1-ubyte: missing");
    assertThat(run.err())
        .contains("Cannot use mnist: files are missing or damaged in " + folder)
        .contains("run sweep data fetch mnist");
  }

  @Test
  void bundledSampleIsAlwaysThere(@TempDir Path folder) {
    CommandLineRun run =
        CommandLineRun.of("data", "verify", "mnist-sample", "--data-dir", folder.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("mnist-sample train-images-idx3-ubyte: ok");
  }

  @Test
  void unknownDatasetIsRefused(@TempDir Path folder) {
    CommandLineRun run =
        CommandLineRun.of("data", "fetch", "mnits", "--data-dir", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Cannot use dataset mnits: name must be one of")
        .doesNotContain("\tat ");
  }
}
