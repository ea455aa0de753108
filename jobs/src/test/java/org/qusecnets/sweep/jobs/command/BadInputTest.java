package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.jobs.store.ResultFolder;

/**
 * What a user can get wrong: one message, exit code 2, no stack trace, nothing written, no Spark.
 */
class BadInputTest {
  private static final int USER_ERROR = 2;

  @TempDir private Path folder;

  private CommandLineRun run(String... more) throws IOException {
    Path configuration = SmallSweep.write(folder);
    return CommandLineRun.of(
        Stream.concat(
                Stream.of("run", configuration.toString(), "--out", out().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path out() {
    return folder.resolve("results");
  }

  private void assertRefused(CommandLineRun run, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(USER_ERROR);
    assertThat(run.err()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(SparkEnv.get()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trainin.epochs=1 | unknown key trainin; did you mean training?",
        "training.epochs=many | training: epochs must be a whole number, was \"many\"",
        "training.epochs=0 | training: epochs must be at least 1, was 0",
        "attacks=[{type=fgsm, epsilons=[1.5]}] | epsilon must be from 0 to 1 (linf), was 1.5",
        "attacks=[{type=fgsm, epsilons=[8]}] | (linf; grey levels are written as 8/255), was 8",
        "attacks=[{type=fgsm, epsilons=[8/0]}] | epsilon must be a number, was \"8/0\"",
        "defenses=[{type=cq, levels=1}] | levels must be from 2 to 256, was 1",
        "defenses=[{type=tq, levels=2, z=0}] | z must be above 0 and at most 10000, was 0.0",
        "seeds=[] | seeds",
        "seeds=[1, 1] | 1 is there twice",
      })
  void wrongConfigurationIsRefused(String override, String message) throws IOException {
    CommandLineRun run = run("--set", override);
    assertRefused(run, message);
    assertThat(run.err()).contains("--set " + override);
    assertThat(out()).doesNotExist();
  }

  @Test
  void allProblemsAreInOneReportWithFileAndLine() throws IOException {
    Path configuration = folder.resolve("bad.conf");
    Files.writeString(
        configuration,
        """
        datasets = [ { name = mnist-sampel } ]
        training { epoch = 1 }
        defenses = [ { type = none } ]
        attacks = [ { type = fgsm, epsilons = [2] } ]
        seeds = [1]
        """);
    CommandLineRun run =
        CommandLineRun.of("run", configuration.toString(), "--out", out().toString());
    assertRefused(run, "3 problems");
    assertThat(run.err()).contains("bad.conf:1:").contains("bad.conf:2:").contains("bad.conf:4:");
    assertThat(out()).doesNotExist();
  }

  @Test
  void missingDataIsRefusedWithTheCommandThatBringsIt() throws IOException {
    CommandLineRun run =
        run(
            "--set",
            "datasets=[{name=mnist, test-images=100}]",
            "--data-dir",
            folder.resolve("none").toString());
    assertRefused(run, "sweep data fetch mnist");
    assertThat(out()).doesNotExist();
  }

  @Test
  void damagedDataIsRefused() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data/mnist"));
    for (String name :
        List.of(
            "train-images-idx3-ubyte",
            "train-labels-idx1-ubyte",
            "t10k-images-idx3-ubyte",
            "t10k-labels-idx1-ubyte")) {
      Files.write(data.resolve(name), new byte[] {0, 0, 8, 3, 0, 0, 0, 1});
    }
    CommandLineRun run =
        run(
            "--set",
            "datasets=[{name=mnist, test-images=100}]",
            "--data-dir",
            folder.resolve("data").toString());
    assertRefused(run, "train-images-idx3-ubyte");
    assertThat(out()).doesNotExist();
  }

  @Test
  void missingConfigurationIsRefused() {
    Path missing = folder.resolve("missing.conf");
    CommandLineRun run = CommandLineRun.of("run", missing.toString(), "--out", out().toString());
    assertRefused(run, "missing.conf");
    assertThat(out()).doesNotExist();
  }

  @Test
  void folderThatHoldsSomethingElseIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(out());
    Path theirs = Files.writeString(out().resolve("thesis.tex"), "text");
    assertRefused(run(), "it holds files that are not a sweep's");
    assertThat(theirs).hasContent("text");
    assertThat(out().toFile().list()).containsExactly("thesis.tex");
  }

  @Test
  void folderOfAnotherGridIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectories(out());
    Path marker =
        Files.writeString(out().resolve("sweep.json"), "{\"grid\": \"0123456789abcdef\"}");
    assertRefused(run(), "it holds the results of another grid (0123456789abcdef");
    assertThat(marker).hasContent("{\"grid\": \"0123456789abcdef\"}");
    assertThat(out().toFile().list()).containsExactly("sweep.json");
  }

  @Test
  void folderThatIsAFileIsRefused() throws IOException {
    Files.writeString(out(), "a file");
    assertRefused(run(), "it is a file");
    assertThat(out()).hasContent("a file");
  }

  @Test
  void folderThatCannotBeMadeIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path configuration = SmallSweep.write(folder);
    CommandLineRun run =
        CommandLineRun.of(
            "run", configuration.toString(), "--out", file.resolve("below").toString());
    assertRefused(run, "cannot be written");
  }

  @Test
  void masterThatSparkDoesNotKnowIsRefused() throws IOException {
    assertRefused(run("--master", "lokal[2]"), "Cannot use Spark master lokal[2]");
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[0]", "local[x]", "spark://host"})
  void malformedMasterIsRefused(String master) throws IOException {
    assertRefused(run("--master", master), "Cannot use Spark master " + master);
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--deadline, 0", "--tries, 0"})
  void limitsBelow1AreRefused(String option, String value) throws IOException {
    assertRefused(run(option, value), option + " must be at least 1");
    assertThat(out()).doesNotExist();
  }

  @Test
  void trainingThatDivergesIsARowThatSaysSo() throws IOException {
    CommandLineRun run =
        run("--set", "training.learning-rate=1e30", "--set", "defenses=[{type=none}]");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.out())
        .contains("Failed: 4 of 4 cells")
        .contains("Cannot train ")
        .contains("not finite")
        .contains("lower the learning rate")
        .doesNotContain("\tat ");
  }

  @Test
  void folderThatAnotherRunIsWritingToIsRefused() throws IOException {
    Path configuration = SmallSweep.write(folder);
    SweepConfiguration sweep =
        ConfigurationReader.read(configuration, List.of(), DatasetCatalog.registered());
    try (ResultFolder other = ResultFolder.of(out().toString(), Grid.of(sweep))) {
      other.open(sweep, () -> {});
      assertThat(run().err()).contains("another run is writing there");
    }
    assertThat(out().resolve("tables")).doesNotExist();
  }

  @Test
  void aFileSystemWhoseClassesAreNotThereIsNamed() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "run", SmallSweep.write(folder).toString(), "--out", "s3a://bucket/results");
    assertThat(run.exitCode()).isEqualTo(USER_ERROR);
    assertThat(run.err())
        .startsWith(
            "Cannot write results to s3a://bucket/results: its file system needs the class"
                + " org.apache.hadoop.fs.s3a.S3AFileSystem, which is not here; add the jar")
        .doesNotContain("\tat ");
  }

  @Test
  void unknownOptionIsRefused() throws IOException {
    CommandLineRun run = run("--ouput", "x");
    assertThat(run.exitCode()).isEqualTo(USER_ERROR);
    assertThat(run.err()).contains("there is no option --ouput; did you mean --out?");
  }

  @Test
  void commandWithoutSubcommandIsRefusedWithItsUsage() {
    CommandLineRun run = CommandLineRun.of();
    assertThat(run.exitCode()).isEqualTo(USER_ERROR);
    assertThat(run.err()).contains("Usage: sweep");
  }
}
