package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanCommandTest {
  private static final String TINY =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 64 }
      defenses = [ { type = none }, { type = resize-and-pad } ]
      attacks = [
        { type = fgsm, eot-samples = 2, epsilons = [0.1, 0.3] }
        { type = fgsm, threat-model = black-box, epsilons = [0.3] }
      ]
      substitute { hold-out = 40, iterations = 2, epochs = 1 }
      seeds = [7]
      """;

  @TempDir private Path folder;
  private Path small;

  @BeforeEach
  void write() throws IOException {
    small = SmallSweep.write(folder);
  }

  private CommandLineRun plan(Path file, String... more) {
    return CommandLineRun.of(
        Stream.concat(Stream.of("plan", file.toString()), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void printsTheGridAndRunsNothing() {
    CommandLineRun run = plan(small);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("Cells +" + SmallSweep.CELLS))
        .anyMatch(line -> line.matches("Models to train +" + SmallSweep.MODELS))
        .anyMatch(line -> line.matches("Attack units +" + SmallSweep.UNITS))
        .anyMatch(line -> line.matches("Training images +3,000"))
        .anyMatch(line -> line.endsWith("Nothing was measured."));
    assertThat(folder.toFile().list()).containsExactly("small.conf");
    assertThat(SparkEnv.get()).isNull();
  }

  @Test
  void predictsForTheClusterAskedForAndForOthers() {
    CommandLineRun run = plan(small, "--executors", "3", "--cores", "4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("Minutes +[0-9.]+ +on 3 executors of 4 cores"))
        .filteredOn(line -> line.matches(" +[0-9]+ +[0-9.]+ +[0-9]+ %"))
        .extracting(line -> line.strip().split(" ", 2)[0])
        .containsExactly("1", "2", "4", "8", "12", "16", "32");
  }

  @Test
  void printsTheSameForPrograms() throws IOException {
    CommandLineRun run = plan(small, "--json", "--executors", "3", "--cores", "4");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode plan = new ObjectMapper().readTree(run.out());
    assertThat(plan.fieldNames())
        .toIterable()
        .containsExactly(
            "sweep",
            "grid",
            "cells",
            "models",
            "units",
            "certified-cells",
            "certificate-units",
            "training-images",
            "gradients",
            "inferences",
            "linear-bounds",
            "core-minutes",
            "core-minutes-by-phase",
            "executors",
            "cores",
            "minutes",
            "memory-megabytes",
            "disk-bytes",
            "forecasts",
            "estimates");
    assertThat(plan.path("sweep").asText()).isEqualTo("small");
    assertThat(plan.path("cells").intValue()).isEqualTo(SmallSweep.CELLS);
    assertThat(plan.path("models").intValue()).isEqualTo(SmallSweep.MODELS);
    assertThat(plan.path("units").intValue()).isEqualTo(SmallSweep.UNITS);
    assertThat(plan.path("training-images").longValue()).isEqualTo(3000);
    assertThat(plan.path("core-minutes-by-phase").fieldNames())
        .toIterable()
        .containsExactly("training", "attacks", "certificates", "clean");
    assertThat(plan.path("forecasts"))
        .extracting(forecast -> forecast.path("cores").intValue())
        .containsExactly(1, 2, 4, 8, 12, 16, 32);
    assertThat(plan.path("forecasts").get(4).path("minutes")).isEqualTo(plan.path("minutes"));
    assertThat(plan.path("minutes").isNumber()).isTrue();
  }

  @Test
  void measuresOnThisMachine() throws IOException {
    CommandLineRun run = plan(Files.writeString(folder.resolve("tiny.conf"), TINY), "--measure");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).startsWith("Measuring 2 kinds of training and 4 of attacks on one core");
    assertThat(run.out())
        .contains(
            "2 of 2 kinds of training and 4 of 4\nkinds of attacks",
            "% was measured of its own kind");
  }

  /** Another seed and other epochs are of the same kinds. */
  @Test
  void takesTheEstimatesOfAnEarlierRun() throws IOException {
    Path tiny = Files.writeString(folder.resolve("tiny.conf"), TINY);
    Path out = folder.resolve("my r\u00e9sults [1]");
    CommandLineRun sweep =
        CommandLineRun.of("run", tiny.toString(), "--out", out.toString(), "--master", "local[2]");
    assertThat(sweep.exitCode()).as(sweep.err()).isZero();

    CommandLineRun run =
        plan(
            tiny,
            "--estimates",
            out.toString(),
            "--set",
            "seeds = [7, 8]",
            "--set",
            "training.epochs=9");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("The estimates are those of 4 models and 6 cells in the tables of " + out)
        .containsPattern("Of the work (9\\d|100) % was measured of its own kind, 0 % of the same");
    assertThat(SparkEnv.get()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--executors | 0 | Cannot plan for 0 executors: --executors must be at least 1; correct it or leave it out",
        "--cores | -1 | Cannot plan for -1 cores: --cores must be at least 1; correct it or leave it out",
        "--cores | many | 'many' is not an int",
        "--estimates | nowhere | Cannot take estimates from nowhere: it has no tables/cells; name the folder of a sweep that is"
            + " complete with --estimates"
      })
  void refusesWrongOptions(String option, String value, String message) {
    CommandLineRun refused = plan(small, option, value);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains(message).doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void refusesEstimatesFromTablesThatAreNotParquet() throws IOException {
    Path out = folder.resolve("damaged");
    for (String table : List.of("cells", "models")) {
      Path rows = Files.createDirectories(out.resolve("tables").resolve(table));
      Files.writeString(rows.resolve("part-00000.parquet"), "these are no rows");
    }

    CommandLineRun refused = plan(small, "--estimates", out.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("Cannot take estimates from " + out + ": ")
        .contains("part-00000.parquet is not a Parquet file")
        .contains("; name the folder of a sweep that is complete with --estimates")
        .doesNotContain("\tat ");
  }

  @Test
  void refusesTwoSourcesOfEstimates() {
    CommandLineRun refused = plan(small, "--measure", "--estimates", folder.toString());

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("mutually exclusive");
  }
}
