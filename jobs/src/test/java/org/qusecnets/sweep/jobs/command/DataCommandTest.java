package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "mnist, mnist/train-images.idx3-ubyte, train-images-idx3-ubyte",
    "mnist, MNIST/raw/train-images-idx3-ubyte, train-images-idx3-ubyte",
    "mnist, train-images-idx3-ubyte.gz, train-images-idx3-ubyte",
    "mnist, mnist/mnist/t10k-labels-idx1-ubyte, t10k-labels-idx1-ubyte",
    "cifar10, cifar10/test_batch.bin, test_batch.bin"
  })
  void verifyNamesWhatLooksLikeAMissingFile(
      String dataset, String file, String name, @TempDir Path folder) throws IOException {
    Path near = folder.resolve(file);
    Files.createDirectories(near.getParent());
    Files.createFile(near);
    CommandLineRun run =
        CommandLineRun.of("data", "verify", dataset, "--data-dir", folder.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out().lines())
        .filteredOn(line -> line.contains("; move it there if it is that one"))
        .singleElement()
        .asString()
        .startsWith(dataset + " " + name + ": missing")
        .contains("but there is " + near);
  }

  @Test
  void aPlainFileUnderTheNameOfACompressedOneIsTold(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mnist/train-images-idx3-ubyte.gz");
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 0});
    CommandLineRun run =
        CommandLineRun.of("data", "verify", "mnist", "--data-dir", folder.toString());
    assertThat(run.out())
        .contains(
            file
                + ": it is not compressed: another file, such as a server's page, or the plain one");
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
