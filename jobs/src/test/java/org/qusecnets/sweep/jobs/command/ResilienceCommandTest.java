package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.ResilienceRow;
import org.qusecnets.sweep.table.TableSchema;

/** {@code sweep resilience}, from the command line to the table, on real Spark in local mode. */
class ResilienceCommandTest {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 20 } ]
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 64 }
      defenses = [ { type = none }, { type = cq, levels = 2 } ]
      attacks = [
        { type = fgsm, epsilons = [0.3, 0.1, 0] }
        { type = fgsm, misclassified = attack, epsilons = [0.2, 0.1] }
        { type = deepfool, norm = l2, iterations = 1, epsilons = [3] }
      ]
      seeds = [7]
      resilience { steps = 2, draws = 2 }
      """;
  private static final Pattern DATA =
      Pattern.compile("id=\"sweep-data\">(.*?)</script>", Pattern.DOTALL);

  private static final int IMAGES = 20;
  private static final int MODELS = 2;
  private static final int STEPS = 2;
  private static final int DRAWS = 2;
  private static final int CURVES = MODELS * 3;
  private static final int ROWS = CURVES * (STEPS + 1);

  @TempDir private static Path folder;
  private static Path configuration;
  private static Path results;
  private static CommandLineRun finished;

  @TempDir private Path other;

  @BeforeAll
  static void runOnce() throws IOException {
    configuration = Files.writeString(folder.resolve("noisy.conf"), CONFIGURATION);
    results = folder.resolve("my r\u00e9sults [1]");
    finished = resilience(results, "--master", "local[2]");
  }

  private static CommandLineRun resilience(Path out, String... more) {
    return command("resilience", out, more);
  }

  private static CommandLineRun command(String command, Path out, String... more) {
    Stream<String> fixed = Stream.of(command, configuration.toString(), "--out", out.toString());
    return CommandLineRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
  }

  private static List<Row> table(Path out) {
    return Tables.rows(out.resolve("resilience"), "resilience");
  }

  private static List<String> sorted(Path out) {
    return table(out).stream().map(Row::json).sorted().toList();
  }

  @Test
  void printsTheReportThatItKeeps() throws IOException {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    String report = Files.readString(results.resolve("resilience/report.txt"));
    assertThat(finished.out())
        .contains("2 models and 0 units done in ")
        .contains("injecting noise: 14 units done in ")
        .contains(report)
        .endsWith(
            "Table and report (report.html): "
                + results.resolve("resilience")
                + System.lineSeparator());
    assertThat(report)
        .startsWith(
            "mnist-sample (200 training, 20 test images), noise drawn 2 times for each image")
        .contains("\nnone, seed 7 (model ", "\ncq n=2 z=50, seed 7 (model ")
        .contains(
            "No advice on n: there is something in front of this network already (quantization)");
    assertThat(report.lines().filter(line -> line.startsWith("Maximum Tolerable Noise: s = ")))
        .hasSize(CURVES);
  }

  @Test
  void advisesForTheEpsilonsOfTheSweepsOwnLinfAttacks() {
    assertThat(finished.out().lines().filter(line -> line.startsWith("  epsilon ")))
        .containsExactly("  epsilon 0.1: n = 4", "  epsilon 0.2: n = 2", "  epsilon 0.3: n = 2");
  }

  @Test
  void theTableHasARowForEachModelNoiseAndStrength() {
    List<Row> rows = table(results);
    assertThat(rows).hasSize(ROWS);
    assertThat(
            rows.stream()
                .map(
                    row ->
                        row.getAs("model_id") + " " + row.getAs("noise") + row.getAs("strength")))
        .doesNotHaveDuplicates();
    assertThat(rows.stream().map(row -> row.<String>getAs("noise")).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("uniform", "gaussian", "salt-and-pepper");
    for (Row row : rows) {
      int draws = row.<Double>getAs("strength") == 0 ? 1 : DRAWS;
      assertThat(row.<Long>getAs("images")).isEqualTo(IMAGES);
      assertThat(row.<Integer>getAs("draws")).isEqualTo(draws);
      double accuracy = row.getAs("accuracy");
      assertThat(accuracy)
          .isEqualTo(row.<Long>getAs("correct") / (double) (draws * IMAGES))
          .isBetween(row.<Double>getAs("accuracy_low"), row.<Double>getAs("accuracy_high"));
    }
    for (TableSchema.Field field : ResilienceRow.SCHEMA.columns()) {
      if (field.presence() == Presence.REQUIRED) {
        assertThat(rows).noneMatch(row -> row.getAs(field.name()) == null);
      }
    }
  }

  @Test
  void curvesBeginWithCleanImagesAndDoNotRise() {
    Map<String, List<Row>> curves =
        table(results).stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.getAs("model_id") + " " + row.<String>getAs("noise")));
    assertThat(curves).hasSize(CURVES);
    curves.forEach(
        (name, rows) -> {
          rows.sort(Comparator.comparingDouble(row -> row.getAs("strength")));
          assertThat(rows).hasSize(STEPS + 1);
          assertThat(rows.get(0).<Double>getAs("rms_change")).isZero();
          for (int i = 1; i < rows.size(); i++) {
            assertThat(rows.get(i).<Double>getAs("rms_change"))
                .isGreaterThan(rows.get(i - 1).<Double>getAs("rms_change"));
            assertThat(rows.get(i).<Double>getAs("fitted_accuracy"))
                .isLessThanOrEqualTo(rows.get(i - 1).<Double>getAs("fitted_accuracy"));
          }
        });
  }

  @Test
  void everyModelSeesTheSameNoise() {
    Map<String, Set<Double>> changes = new HashMap<>();
    for (Row row : table(results)) {
      changes
          .computeIfAbsent(
              row.<String>getAs("noise") + row.getAs("strength"), key -> new HashSet<>())
          .add(row.getAs("rms_change"));
    }
    assertThat(changes.values()).allSatisfy(values -> assertThat(values).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"local[1], 1", "local[2], 7"})
  void theTableDoesNotDependOnPartitions(String master, String partitions) {
    CommandLineRun again = resilience(other, "--master", master, "--partitions", partitions);
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(sorted(other)).isEqualTo(sorted(results));
  }

  @Test
  void theConfigurationBesideTheTableRepeatsIt() {
    CommandLineRun again =
        CommandLineRun.of(
            "resilience",
            results.resolve("resilience/effective.conf").toString(),
            "--out",
            other.toString());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(sorted(other)).isEqualTo(sorted(results));
  }

  @Test
  void thePageHoldsEveryModelAndTheNumbersOfTheTable() throws IOException {
    String page = Files.readString(results.resolve("resilience/report.html"));
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    JsonNode json = new ObjectMapper().readTree(data.group(1));
    assertThat(json.path("models").path("columns").path("label").path("texts"))
        .map(label -> label.asText().split(",", 2)[0])
        .containsExactly("none", "cq n=2 z=50");
    List<Row> rows = table(results);
    JsonNode shown = json.path("measurements");
    assertThat(shown.path("rows").asInt()).isEqualTo(rows.size());
    List<String> numbers =
        List.of(
            "strength",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "fitted_accuracy",
            "maximum_tolerable_noise",
            "tolerable_rms_change");
    for (int i = 0; i < rows.size(); i++) {
      for (String column : numbers) {
        JsonNode value = shown.path("columns").path(column).path(i);
        assertThat(value.isNull() ? null : (Double) value.doubleValue())
            .as("%s of row %d", column, i)
            .isEqualTo(rows.get(i).<Double>getAs(column));
      }
    }
    assertThat(page).contains("content=\"publications/resilience-0001-");
    assertThat(results.resolve("resilience").toFile().list())
        .contains("report.html", "report.txt", "effective.conf", "tables")
        .doesNotContain("pictures");
  }

  @Test
  void runAndResilienceShareTheirModelsAndLeaveEachOtherAlone() throws IOException {
    CommandLineRun first = resilience(other);
    assertThat(first.exitCode()).as(first.err()).isZero();
    Map<Path, FileTime> analysis = FileTimes.of(other.resolve("resilience").toRealPath());

    CommandLineRun run = command("run", other);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("of which 2 models and 0 units were there");
    assertThat(FileTimes.of(other.resolve("resilience").toRealPath())).isEqualTo(analysis);
    Map<Path, FileTime> sweep = FileTimes.of(other);
    sweep.keySet().removeIf(path -> !isOfTheSweep(path));
    assertThat(sweep).hasSizeGreaterThan(10);

    CommandLineRun second =
        resilience(other, "--set", "resilience.gaussian=0", "--epsilon", "0.15,7/100");

    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.out())
        .contains("of which 2 models and 0 units were there")
        .contains("  epsilon 0.07: n = 7", "  epsilon 0.15: n = 3")
        .doesNotContain("epsilon 0.1:");
    assertThat(table(other)).as("the former analysis is replaced").hasSize(ROWS * 2 / 3);
    Map<Path, FileTime> after = FileTimes.of(other);
    after.keySet().removeIf(path -> !isOfTheSweep(path));
    assertThat(after).isEqualTo(sweep);
  }

  private boolean isOfTheSweep(Path path) {
    String name = other.relativize(path).toString();
    return name.startsWith("models/")
        || name.startsWith("work/units/")
        || name.startsWith("publications/tables-")
        || name.startsWith("tables");
  }

  @Test
  void modelsThatAnotherVersionTrainedAreNotReplaced() throws IOException {
    assertThat(command("run", other).exitCode()).isZero();
    String attacked = table(results).get(0).getAs("model_id");
    Path json = other.resolve("models").resolve(attacked + ".json");
    String description =
        Files.readString(json).replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.0.1\"");
    Files.writeString(json, description);

    CommandLineRun refused = resilience(other);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("Cannot use model " + attacked + " in the result folder: version 0.0.1 with ")
        .contains("name another folder with --out")
        .doesNotContain("\tat ");
    assertThat(json).hasContent(description);
    assertThat(other.resolve("resilience")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--epsilon | 1.5 | Cannot advise: epsilon must be above 0 and at most 1, was 1.5; correct --epsilon",
        "--epsilon | 0.1,0 | Cannot advise: epsilon must be above 0 and at most 1, was 0.0; correct --epsilon",
        "--epsilon | little | 'little' is not a number such as 0.1 or 8/255",
        "--set | resilience.draws=0 | resilience: draws must be from 1 to 1000, was 0",
        "--set | resilience.drawz=1 | resilience: unknown key drawz; did you mean draws?",
        "--set | resilience=5 | resilience must be a section resilience { ... }, was 5",
        "--master | lokal | Cannot use Spark master lokal"
      })
  void wrongInputIsRefusedBeforeAnythingIsDone(String option, String value, String message) {
    Path out = other.resolve("results");
    CommandLineRun refused = resilience(out, option, value);

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
    assertThat(refused.err()).contains(message).doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
    assertThat(out).doesNotExist();
    assertThat(SparkEnv.get()).isNull();
  }

  @Test
  void folderOfAnotherGridIsRefusedAndLeftAlone() throws IOException {
    Files.writeString(other.resolve("sweep.json"), "{\"grid\": \"0123456789abcdef\"}");

    CommandLineRun refused = resilience(other);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("it holds the results of another grid (0123456789abcdef");
    assertThat(other.toFile().list()).containsExactly("sweep.json");
  }
}
