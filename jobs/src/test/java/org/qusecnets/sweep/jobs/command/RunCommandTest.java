package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.Column.Presence;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;
import org.qusecnets.sweep.table.WorstCaseRow;

/** {@code sweep run}, from the command line to the tables, on real Spark in local mode. */
class RunCommandTest {
  @TempDir private static Path folder;
  private static Path configuration;
  private static Path results;
  private static CommandLineRun finished;

  @BeforeAll
  static void runOnce() throws IOException {
    configuration = SmallSweep.write(folder);
    results = folder.resolve("my r\u00e9sults [1]");
    finished = run(results, "local[2]");
  }

  private static CommandLineRun run(Path out, String master, String... more) {
    return CommandLineRun.of(
        Stream.concat(
                Stream.of(
                    "run", configuration.toString(), "--out", out.toString(), "--master", master),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void closesWithATableOfDefensesAndThePathOfTheResults() {
    assertThat(finished.exitCode()).as(finished.err()).isZero();
    List<String> lines = finished.out().lines().toList();
    assertThat(lines)
        .contains("mnist-sample (400 training, 30 test images), white-box fgsm")
        .anyMatch(line -> line.matches("defense +clean +0\\.1 +0\\.3"))
        .anyMatch(line -> line.matches("none +[0-9.]+ +[0-9.]+ +[0-9.]+"))
        .anyMatch(line -> line.matches("cq n=2 z=50 +[0-9.]+ +[0-9.]+ +[0-9.]+"))
        .anyMatch(line -> line.matches("tq n=3 z=5 +[0-9.]+ +[0-9.]+ +[0-9.]+"))
        .anyMatch(line -> line.matches("feature-squeezing +[0-9.]+ +[0-9.]+ +[0-9.]+"))
        .anyMatch(line -> line.matches("cq.resize-and-pad n=2 z=50 +[0-9.]+ +[0-9.]+ +[0-9.]+"));
    assertThat(lines)
        .containsSubsequence(
            "Tables: " + results.resolve("tables"),
            "Report: " + results.resolve("report.html"),
            "Spark or the notebooks (SWEEP_RESULTS=" + results + ");");
  }

  @Test
  void showsProgressWhileItWorks() {
    assertThat(finished.out())
        .contains("small: 20 cells, 10 models, 30 attack units")
        .containsPattern("10 models and 30 units done in ");
  }

  @Test
  void everyTableHasItsDeclaredColumns() {
    Map<String, StructType> schemas = Tables.schemas(results);
    for (TableSchema table : Tables.ALL) {
      assertThat(
              Stream.of(schemas.get(table.name()).fields())
                  .map(field -> field.name() + " " + field.dataType().simpleString()))
          .containsExactlyElementsOf(
              table.columns().stream()
                  .map(column -> column.name() + " " + Tables.sparkType(column.type()))
                  .toList());
    }
  }

  @Test
  void sparkFindsTheRowsThatTheOtherTestsRead() {
    assertThat(Tables.bySpark(results)).isEqualTo(Tables.repeatable(results));
  }

  @Test
  void noValueIsMissingWhereOneMustExist() {
    for (TableSchema table : Tables.ALL) {
      for (Row row : Tables.rows(results, table.name())) {
        for (TableSchema.Field field : table.columns()) {
          if (field.presence() == Presence.REQUIRED) {
            assertThat(row.<Object>getAs(field.name())).as(field.name()).isNotNull();
          }
        }
      }
    }
  }

  @Test
  void thereIsOneExampleForEachCellAndImage() {
    List<Row> examples = Tables.rows(results, "examples");
    assertThat(examples).hasSize(SmallSweep.CELLS * SmallSweep.IMAGES);
    assertThat(examples.stream().map(row -> row.getAs("cell_id") + " " + row.getAs("image_index")))
        .doesNotHaveDuplicates();
  }

  @Test
  void cellsAreWhatTheirExamplesAddUpTo() {
    ExampleCounts counts = ExampleCounts.of(Tables.rows(results, "examples"));
    assertThat(counts.defended()).hasSize(SmallSweep.CELLS / SmallSweep.DEFENSES);
    List<Row> cells = Tables.rows(results, "cells");
    assertThat(cells)
        .hasSize(SmallSweep.CELLS)
        .allMatch(cell -> cell.getAs("status").equals("complete"));
    for (Row cell : cells) {
      String id = cell.getAs("cell_id");
      assertThat(cell.<Long>getAs("images")).isEqualTo(SmallSweep.IMAGES);
      assertThat(cell.<Long>getAs("adversarial_correct"))
          .isEqualTo(counts.correct().get(id).longValue());
      assertThat(cell.<Long>getAs("rounded_correct"))
          .isEqualTo(counts.rounded().get(id).longValue());
      assertThat(cell.<Long>getAs("clean_correct")).isEqualTo(counts.clean().get(id).longValue());
      assertDetection(
          cell,
          "clean_detected",
          "false_positive_rate",
          counts.falsePositives().get(id),
          SmallSweep.IMAGES);
      assertDetection(
          cell,
          "successes_detected",
          "detection_rate",
          counts.successesDetected().get(id),
          cell.<Long>getAs("successes"));
      assertDetection(
          cell,
          "defended_correct",
          "defended_accuracy",
          counts.defended().get(id),
          SmallSweep.IMAGES);
      assertThat(cell.<Double>getAs("adversarial_accuracy"))
          .isEqualTo(counts.correct().get(id) / (double) SmallSweep.IMAGES);
      Wilson interval = Wilson.of(counts.correct().get(id), SmallSweep.IMAGES);
      assertThat(cell.<Double>getAs("adversarial_accuracy_low")).isEqualTo(interval.low());
      assertThat(cell.<Double>getAs("adversarial_accuracy_high")).isEqualTo(interval.high());
      assertThat(cell.<Double>getAs("mean_l2"))
          .isCloseTo(counts.l2().get(id) / SmallSweep.IMAGES, offset(1e-12));
      assertThat(cell.<Long>getAs("attacked"))
          .isEqualTo(counts.attacked().get(id).longValue())
          .isPositive();
      assertThat(cell.<Long>getAs("successes")).isEqualTo(counts.successes().get(id).longValue());
      assertThat(cell.<Double>getAs("success_rate"))
          .isEqualTo(counts.successes().get(id) / (double) counts.attacked().get(id));
      if (cell.<String>getAs("attack").equals("fgsm")) {
        double epsilon = cell.getAs("epsilon");
        assertThat(cell.<Double>getAs("mean_linf") * SmallSweep.IMAGES / counts.attacked().get(id))
            .isBetween(0.9 * epsilon, epsilon + 1e-6);
      }
    }
  }

  private static void assertDetection(
      Row cell, String count, String share, Integer expected, long of) {
    assertThat(cell.<Long>getAs(count)).isEqualTo(expected == null ? null : expected.longValue());
    assertThat(cell.<Double>getAs(share))
        .isEqualTo(expected == null || of == 0 ? null : (Double) ((double) expected / of));
  }

  @Test
  void theWorstCaseIsBelowEveryAttackAndClosesTheRun() throws IOException {
    List<CellRow> cells = Tables.records(results, CellRow.SCHEMA, CellRow.class);
    List<WorstCaseRow> worst = Tables.records(results, WorstCaseRow.SCHEMA, WorstCaseRow.class);

    for (CellRow cell : cells) {
      assertThat(worst)
          .filteredOn(row -> row.modelId().equals(cell.modelId()) && row.norm().equals(cell.norm()))
          .filteredOn(row -> row.epsilon() == cell.epsilon())
          .extracting(WorstCaseRow::threatModel)
          .contains("any", cell.threat().model());
      assertThat(worst)
          .filteredOn(row -> row.modelId().equals(cell.modelId()) && row.norm().equals(cell.norm()))
          .filteredOn(row -> row.epsilon() >= cell.epsilon())
          .filteredOn(row -> Set.of("any", cell.threat().model()).contains(row.threatModel()))
          .allSatisfy(
              row -> {
                assertThat(row.clean()).isEqualTo(cell.clean());
                assertThat(row.robust().count()).isLessThanOrEqualTo(cell.adversarial().count());
                assertThat(row.strongest().count()).isGreaterThanOrEqualTo(row.robust().count());
              });
    }
    assertThat(finished.out())
        .containsSubsequence("Accuracy in %", "Worst case, linf, ", "Images in % that none of ");
  }

  @Test
  void claimsAreWhatTheCellsSay() throws IOException {
    SweepConfiguration sweep =
        ConfigurationReader.read(configuration, List.of(), DatasetCatalog.registered());
    List<CellRow> cells = Tables.records(results, CellRow.SCHEMA, CellRow.class);
    List<ModelRow> models = Tables.records(results, ModelRow.SCHEMA, ModelRow.class);

    List<ClaimRow> claims = Tables.records(results, ClaimRow.SCHEMA, ClaimRow.class);

    assertThat(claims).isEqualTo(ClaimTable.rows(sweep.claims(), cells, models));
    assertThat(claims).extracting(ClaimRow::claimId).containsExactly("undefended", "gain", "jsma");
    CellRow undefended =
        cells.stream()
            .filter(cell -> cell.defense().type().equals("none") && cell.epsilon() == 0.3)
            .findFirst()
            .orElseThrow();
    assertThat(claims.get(0).ours().value()).isEqualTo(100 * undefended.adversarial().share());
    assertThat(claims.get(0).ours().high()).isEqualTo(100 * undefended.adversarial().high());
    // cq and tq at two epsilons, each beside the undefended.
    assertThat(claims.get(1).cells()).isEqualTo(6);
    double[] gains = gains(cells);
    assertThat(gains).hasSize(4);
    assertThat(claims.get(1).ours().low()).isEqualTo(gains[0], offset(1e-9));
    assertThat(claims.get(1).ours().value()).isEqualTo((gains[1] + gains[2]) / 2, offset(1e-9));
    assertThat(claims.get(1).ours().high()).isEqualTo(gains[3], offset(1e-9));
    assertThat(claims.get(2).verdict()).isEqualTo("not-run");
    assertThat(finished.out())
        .contains(
            """
            not-run     jsma: JSMA is not countered. (Section V)
                        no complete cell has all of: jsma; none at all has: jsma
            """);
  }

  /** By how many points FGSM leaves cq and tq more accurate than no defense, sorted. */
  private static double[] gains(List<CellRow> cells) {
    Map<Double, Double> undefended = new HashMap<>();
    List<CellRow> fgsm =
        cells.stream().filter(cell -> cell.attack().type().equals("fgsm")).toList();
    fgsm.stream()
        .filter(cell -> cell.defense().type().equals("none"))
        .forEach(cell -> undefended.put(cell.epsilon(), cell.adversarial().share()));
    return fgsm.stream()
        .filter(cell -> Set.of("cq", "tq").contains(cell.defense().type()))
        .mapToDouble(cell -> 100 * (cell.adversarial().share() - undefended.get(cell.epsilon())))
        .sorted()
        .toArray();
  }

  @Test
  void cellsTellHowGradientsWentThroughTheDefense() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Row cell : Tables.rows(results, "cells")) {
      String defense = cell.getAs("defense") + " " + cell.getAs("threat_model");
      found
          .computeIfAbsent(defense, d -> new TreeSet<>())
          .add(cell.getAs("gradient_through") + " " + cell.getAs("eot_samples"));
    }
    assertThat(found)
        .containsEntry("none white-box", Set.of("null null"))
        .containsEntry("cq white-box", Set.of("{\"quantization\":\"exact\"} null"))
        .containsEntry("cq black-box", Set.of("null null"))
        .containsEntry("feature-squeezing white-box", Set.of("null null"))
        .containsEntry(
            "cq+resize-and-pad white-box",
            Set.of("{\"quantization\":\"exact\",\"resize-and-pad\":\"exact\"} 10"))
        .containsEntry("cq+resize-and-pad transfer", Set.of("null null"));
  }

  @Test
  void cellsSayWhatExactlyWasRun() {
    Map<String, Row> models = new HashMap<>();
    Tables.rows(results, "models").forEach(model -> models.put(model.getAs("model_id"), model));
    for (Row cell : Tables.rows(results, "cells")) {
      Row source = models.get(cell.<String>getAs("source_model_id"));
      assertThat(cell.<String>getAs("gradient")).isEqualTo("exact");
      assertThat(cell.<String>getAs("misclassified")).isEqualTo("skip");
      assertThat(cell.<String>getAs("labels"))
          .isEqualTo(
              cell.<String>getAs("attack").equals("fgsm") ? "true-label" : "predicted-label");
      assertThat(cell.<String>getAs("reused_from")).isNull();
      assertThat(cell.<String>getAs("access")).isEqualTo("gradients");
      switch (cell.<String>getAs("attack")) {
        case "fgsm" -> {
          assertThat(cell.<String>getAs("threat_model")).isEqualTo("white-box");
          assertThat(cell.<String>getAs("norm")).isEqualTo("linf");
          assertThat(cell.<String>getAs("target")).isEqualTo("none");
          assertThat(source.<String>getAs("model_id")).isEqualTo(cell.getAs("model_id"));
          assertThat(cell.<Double>getAs("mean_gradients")).isEqualTo(1);
        }
        case "apgd" -> {
          assertThat(cell.<String>getAs("threat_model")).isEqualTo("transfer");
          assertThat(source.<String>getAs("defense")).isEqualTo("none");
          assertThat(source.<String>getAs("target_model_id")).isNull();
        }
        default -> {
          assertThat(cell.<String>getAs("threat_model")).isEqualTo("black-box");
          assertThat(cell.<String>getAs("norm")).isEqualTo("l2");
          assertThat(cell.<String>getAs("target")).isEqualTo("least-likely");
          assertThat(source.<String>getAs("target_model_id")).isEqualTo(cell.getAs("model_id"));
        }
      }
    }
  }

  @Test
  void substitutesTellWhatTheyAskedAndHowOftenTheyAgree() {
    List<Row> substitutes =
        Tables.rows(results, "models").stream()
            .filter(model -> model.getAs("target_model_id") != null)
            .toList();
    assertThat(substitutes).hasSize(SmallSweep.DEFENSES);
    for (Row substitute : substitutes) {
      assertThat(substitute.<Long>getAs("queries")).isEqualTo(80);
      assertThat(substitute.<Integer>getAs("train_images")).isEqualTo(40);
      assertThat(substitute.<String>getAs("substitute")).contains("\"hold-out\":40");
      assertThat(substitute.getList(substitute.fieldIndex("training_loss"))).hasSize(6);
      double agreement = substitute.getAs("agreement");
      assertThat(agreement).isGreaterThan(0.2);
      assertThat(substitute.<Double>getAs("agreement_low")).isLessThan(agreement);
      assertThat(substitute.<Double>getAs("agreement_high")).isGreaterThan(agreement);
    }
  }

  @Test
  void modelsTellHowTheyCameAbout() throws IOException {
    List<Row> models = Tables.rows(results, "models");
    assertThat(models).hasSize(SmallSweep.MODELS);
    for (Row model : models) {
      byte[] archive = Files.readAllBytes(results.resolve(model.<String>getAs("file")));
      assertThat(Sha256.of(archive)).isEqualTo(model.<String>getAs("sha256"));
      assertThat(model.<String>getAs("native_build")).startsWith("linux-").isNotBlank();
      assertThat(model.<Integer>getAs("threads")).isEqualTo(1);
      JsonNode hashes = new ObjectMapper().readTree(model.<String>getAs("dataset_sha256"));
      assertThat(hashes.path("train-images-idx3-ubyte").asText()).hasSize(64);
    }
    Row trainable = models.get(2);
    assertThat(trainable.<String>getAs("defense")).isEqualTo("tq");
    assertThat(trainable.<Integer>getAs("thresholds_per_cell")).isEqualTo(2);
    assertThat(trainable.getList(trainable.fieldIndex("thresholds"))).hasSize(2 * 784);
  }

  @Test
  void theFirstImagesOfEachCellAreKept() {
    long kept =
        Tables.rows(results, "examples").stream()
            .filter(example -> example.getAs("clean_pixels") != null)
            .count();
    assertThat(kept).isEqualTo(2L * SmallSweep.CELLS);
  }

  @Test
  void theSweepIsWrittenBesideItsResults() throws IOException {
    assertThat(results.resolve("effective.conf")).exists();
    JsonNode grid = new ObjectMapper().readTree(results.resolve("grid.json").toFile());
    assertThat(grid.path("cells")).hasSize(SmallSweep.CELLS);
    JsonNode marker = new ObjectMapper().readTree(results.resolve("sweep.json").toFile());
    assertThat(marker.path("grid").asText()).isEqualTo(grid.path("id").asText());
  }

  @Test
  void effectiveConfigurationIsTheSameSweep() {
    CommandLineRun again =
        CommandLineRun.of(
            "run", results.resolve("effective.conf").toString(), "--out", results.toString());
    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.out()).startsWith("This sweep is complete: ");
  }

  @Test
  void completeSweepIsNotRunAgain() throws IOException {
    Map<Path, FileTime> before = FileTimes.of(results);
    CommandLineRun again = run(results, "local[1]");
    assertThat(again.exitCode()).isZero();
    assertThat(again.out())
        .startsWith("This sweep is complete: its tables are in " + results.resolve("tables"));
    assertThat(FileTimes.of(results)).isEqualTo(before);
  }
}
