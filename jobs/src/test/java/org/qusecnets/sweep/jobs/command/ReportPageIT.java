package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report of a real sweep in a real browser. */
class ReportPageIT {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 200, test-images = 30 } ]
      network { architecture = mlp-200-200 }
      training { epochs = 1, batch-size = 50 }
      defenses = [
        { type = none }
        { type = cq, levels = [2, 3] }
        { type = tq, levels = 2 }
      ]
      attacks = [
        { type = fgsm, epsilons = [0.1, 0.3] }
        { type = fgsm, epsilons = [0.1, 0.3], threat-model = transfer }
        { type = hopskipjump, queries = 60, epsilons = [2, 8] }
      ]
      seeds = [1, 2]
      evaluation { chunk-size = 30, pictures = 5 }
      claims = [
        {
          id = falls, claim = "Accuracy falls with <epsilon>", source = "here", compare = falls
          of = { defense = [none, cq], attack = fgsm, threat-model = white-box }, along = epsilon, note = "Few images."
        }
      ]
      """;

  private static final List<String> CHARTS =
      List.of(
          "worst-case-chart",
          "accuracy-chart",
          "distances-chart",
          "queries-chart",
          "levels-chart",
          "heat-map-chart",
          "threats-chart",
          "thresholds-chart",
          "thresholds-map",
          "costs-chart");

  @TempDir private static Path folder;
  private static Chromium browser;
  private static SweepPage page;
  private static Path results;
  private static List<Row> cells;
  private static List<Row> examples;

  @BeforeAll
  static void runAndOpen() throws IOException, InterruptedException {
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    Path configuration = Files.writeString(folder.resolve("page.conf"), CONFIGURATION);
    results = folder.resolve("results [1] & <more>");
    CommandLineRun run =
        CommandLineRun.of(
            "run", configuration.toString(), "--out", results.toString(), "--master", "local[2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Report: " + results.resolve("report.html"));
    page = new SweepPage(browser, results.resolve("report.html").toUri());
    cells = Tables.rows(results, "cells");
    examples = Tables.rows(results, "examples");
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    page.open();
  }

  @Test
  void everyChartIsDrawn() {
    page.assertThatChartsAreDrawn(CHARTS);
  }

  @Test
  void theConsoleIsSilentAndNothingIsFetched() throws IOException {
    page.assertThatTheConsoleIsSilentAndNothingIsFetched(
        () -> page.choose("heat-map-x", "defense"));
  }

  @Test
  void everyCellInThePageIsThatOfTheTable() {
    JsonNode shown = browser.ask("sweepReport.report.cells");
    assertThat(shown).hasSize(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Row row = cells.get(i);
      JsonNode cell = shown.get(i);
      assertThat(cell.path("cell_id").asText()).isEqualTo(row.getAs("cell_id"));
      cell.fields()
          .forEachRemaining(
              field -> {
                if (field.getValue().isDouble()) {
                  assertThat(field.getValue().doubleValue())
                      .as(field.getKey())
                      .isEqualTo(row.<Double>getAs(field.getKey()));
                }
              });
    }
  }

  @Test
  void pointsAndTheTableBehindThemAreMeansOfTheSeedsCells() {
    List<String> settings =
        page.options("accuracy-setting").stream().filter(name -> name.contains("fgsm")).toList();
    assertThat(settings).hasSize(2);
    List<List<String>> compared = new ArrayList<>();
    for (int setting = 0; setting < 2; setting++) {
      page.choose("accuracy-setting", settings.get(setting));
      String threat = setting == 0 ? "white-box" : "transfer";
      for (List<String> row : page.behind("accuracy")) {
        double epsilon = Double.parseDouble(row.get(1));
        if (epsilon > 0) {
          List<Row> seeds = matching(threat, row.get(0), epsilon);
          assertThat(seeds).as(row.toString()).hasSize(2);
          assertThat(Double.parseDouble(row.get(2)))
              .isEqualTo(
                  seeds.stream()
                          .mapToDouble(cell -> cell.<Double>getAs("adversarial_accuracy"))
                          .sum()
                      / 2);
          assertThat(Double.parseDouble(row.get(3)))
              .isEqualTo(least(seeds, "adversarial_accuracy_low"));
          assertThat(Double.parseDouble(row.get(4)))
              .isEqualTo(largest(seeds, "adversarial_accuracy_high"));
          compared.add(row);
        }
      }
      JsonNode series = page.series("accuracy-chart");
      assertThat(series.get(0).path("points").path(1).path("value").doubleValue())
          .isEqualTo(Double.parseDouble(page.behind("accuracy").get(1).get(2)));
    }
    assertThat(compared).hasSize(cellsOf("fgsm").size() / 2);
  }

  @Test
  void theWorstCaseComesFirstAndIsThatOfTheTable() {
    assertThat(page.texts("[...document.querySelectorAll('main section')].map(s => s.id)"))
        .startsWith("worst-case");
    List<Row> worst =
        Tables.rows(results, "worst_case").stream()
            .filter(row -> row.getAs("threat_model").equals("any"))
            .filter(row -> row.getAs("norm").equals("linf"))
            .toList();

    List<List<String>> shown = page.behind("worst-case");

    assertThat(shown).hasSize(worst.size() / 2);
    for (List<String> line : shown) {
      List<Row> seeds =
          worst.stream()
              .filter(row -> label(row).equals(line.get(0)))
              .filter(row -> row.<Double>getAs("epsilon") == Double.parseDouble(line.get(1)))
              .toList();
      assertThat(seeds).as(line.toString()).hasSize(2);
      assertThat(Double.parseDouble(line.get(2))).isEqualTo(meanOf(seeds, "clean_accuracy"));
      assertThat(Double.parseDouble(line.get(3))).isEqualTo(meanOf(seeds, "worst_case_accuracy"));
      assertThat(line.get(7)).startsWith("fgsm");
    }
    page.choose("worst-case-threat", "transfer");
    assertThat(page.behind("worst-case")).hasSameSizeAs(shown).isNotEqualTo(shown);
  }

  @Test
  void distancesAreTheNearestOfTheExamples() {
    for (String lines : page.options("distances-lines")) {
      page.choose("distances-lines", lines);
      List<List<String>> shown = page.behind("distances");
      assertThat(shown).as(lines).isNotEmpty();
      for (List<String> line : shown) {
        String label = lines.startsWith("attacks on ") ? lines.substring(11) : line.get(0);
        List<Double> nearest = leastOfImages(label, cellsOf("hopskipjump"), "l2");
        String median = line.get(3).startsWith("beyond") ? "Infinity" : line.get(3);
        assertThat(Double.parseDouble(median)).isEqualTo(median(nearest));
        assertThat(Double.parseDouble(line.get(2)))
            .isEqualTo(share(nearest, distance -> distance == Double.POSITIVE_INFINITY));
        assertThat(line.get(4)).isEqualTo("60");
      }
    }
  }

  @Test
  void accuracyOverQueriesIsThatOfTheExamplesAtEachEpsilon() {
    List<String> settings = page.options("queries-setting");
    assertThat(settings).hasSize(2);
    for (String setting : settings) {
      page.choose("queries-setting", setting);
      double epsilon = Double.parseDouble(setting.substring(setting.lastIndexOf(' ') + 1));
      List<Row> some =
          cellsOf("hopskipjump").stream()
              .filter(cell -> cell.<Double>getAs("epsilon") == epsilon)
              .toList();
      JsonNode lines = page.series("queries-chart");
      assertThat(lines).hasSize(4);
      for (JsonNode line : lines) {
        List<Double> queries = leastOfImages(line.path("name").asText(), some, "queries");
        for (JsonNode point : line.path("points")) {
          double x = point.path("x").doubleValue();
          assertThat(point.path("value").doubleValue())
              .as(line.path("name").asText() + " after " + x)
              .isEqualTo(share(queries, asked -> asked > x));
        }
      }
    }
  }

  private static List<Row> cellsOf(String attack) {
    return cells.stream().filter(cell -> cell.getAs("attack").equals(attack)).toList();
  }

  /** Of each seed and image, 0 where it is wrong without an attack, infinite where it resists. */
  private static List<Double> leastOfImages(String label, List<Row> some, String column) {
    Map<String, Row> byId = new TreeMap<>();
    some.stream()
        .filter(cell -> label(cell).equals(label))
        .forEach(cell -> byId.put(cell.getAs("cell_id"), cell));
    Map<String, Double> least = new TreeMap<>();
    for (Row row : examples) {
      Row cell = byId.get(row.<String>getAs("cell_id"));
      if (cell != null) {
        double value =
            !row.getAs("clean_prediction").equals(row.getAs("label"))
                ? 0
                : row.getAs("adversarial_prediction").equals(row.getAs("label"))
                    ? Double.POSITIVE_INFINITY
                    : row.<Number>getAs(column).doubleValue();
        least.merge(cell.getAs("seed") + " " + row.getAs("image_index"), value, Math::min);
      }
    }
    return least.values().stream().sorted().toList();
  }

  private static double share(List<Double> values, DoublePredicate counts) {
    long number = values.stream().filter(counts::test).count();
    return (double) number / values.size();
  }

  /** As the table behind the chart has it: distances are float32 on their way to the page. */
  private static double median(List<Double> values) {
    double lower = values.get((values.size() - 1) / 2).floatValue();
    return (lower + values.get(values.size() / 2).floatValue()) / 2;
  }

  private static double meanOf(List<Row> rows, String column) {
    return mean(rows.stream().map(row -> row.<Double>getAs(column)).toList());
  }

  /** One after another, as scripts add; streams of doubles compensate for rounding. */
  private static double mean(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private static double least(List<Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.<Double>getAs(column)).min().orElseThrow();
  }

  private static double largest(List<Row> rows, String column) {
    return rows.stream().mapToDouble(row -> row.<Double>getAs(column)).max().orElseThrow();
  }

  private static List<Row> matching(String threat, String label, double epsilon) {
    return cells.stream()
        .filter(cell -> cell.getAs("threat_model").equals(threat))
        .filter(cell -> label(cell).equals(label))
        .filter(cell -> cell.<Double>getAs("epsilon") == epsilon)
        .toList();
  }

  private static String label(Row cell) {
    Integer levels = cell.getAs("levels");
    return cell.getAs("defense")
        + (levels == null ? "" : " n=" + levels + " z=" + cell.<Double>getAs("z").intValue());
  }

  @Test
  void theHeatMapHasMeansOfAllItsCells() {
    page.choose("heat-map-setting", "all");
    Map<String, List<Double>> expected = new TreeMap<>();
    for (Row cell : cells) {
      expected
          .computeIfAbsent(label(cell) + " " + cell.getAs("epsilon"), key -> new ArrayList<>())
          .add(cell.getAs("adversarial_accuracy"));
    }
    JsonNode fields = page.series("heat-map-chart");
    assertThat(fields).hasSize(expected.size());
    for (JsonNode field : fields) {
      List<Double> values =
          expected.get(field.path("row").asText() + " " + field.path("column").asDouble());
      assertThat(values).hasSize(field.path("cells").asInt());
      assertThat(field.path("value").doubleValue()).isEqualTo(mean(values));
    }
  }

  @Test
  void linesAreShownAndHiddenWithTheKeyboard() {
    page.assertThatLinesAreShownAndHiddenWithTheKeyboard("accuracy");
  }

  @Test
  void anotherMeasureChangesTheChart() {
    JsonNode before = page.series("accuracy-chart");
    page.choose("accuracy-measure", "success rate of the attack");
    assertThat(page.series("accuracy-chart")).isNotEqualTo(before);
  }

  @Test
  void picturesAreThereWithTextForThoseWhoDoNotSeeThem() {
    List<String> pictures =
        page.texts("[...document.querySelectorAll('#pictures-grid img')].map(i => i.alt)");
    assertThat(pictures).hasSize(4 * 6);
    assertThat(pictures.get(0)).matches("none, clean: (right|wrong): \\d, .*%");
    assertThat(browser.ask("[...document.images].every(i => i.naturalWidth === 28)").asBoolean())
        .isTrue();
  }

  @Test
  void theImageShownFirstIsOneThatTheAttackSucceededOnMost() {
    String successes =
        """
        [...document.querySelectorAll('#pictures-grid tbody tr')].filter(row => {
          const words = [...row.querySelectorAll('figcaption')].map(words => words.textContent);
          return words[0].startsWith('right') && words[1].startsWith('wrong');
        }).length""";
    List<String> settings = page.options("pictures-setting");
    page.choose("pictures-epsilon", "0.3");
    page.choose("pictures-setting", settings.get(1));
    page.choose("pictures-setting", settings.get(0));
    List<Integer> counts = new ArrayList<>();
    counts.add(browser.ask(successes).asInt());
    for (String image : page.options("pictures-image")) {
      page.choose("pictures-image", image);
      counts.add(browser.ask(successes).asInt());
    }
    assertThat(counts.get(0)).isPositive().isEqualTo(Collections.max(counts));
  }

  @Test
  void claimsAreThoseOfTheTable() {
    List<Row> claims = Tables.rows(results, "claims");
    assertThat(
            page.texts(
                "[...document.querySelectorAll('#claims tbody th')].map(c => c.textContent)"))
        .containsExactly("Accuracy falls with <epsilon>");
    String reason =
        browser.ask("document.querySelector('#claims tbody td.long').textContent").asText();
    assertThat(reason)
        .contains(claims.get(0).<String>getAs("because"), "Few images.")
        .contains(claims.get(0).<String>getAs("measured"));
  }

  @Test
  void nothingIsWiderThanAPhone() {
    page.assertThatNothingIsWiderThanAPhone(CHARTS);
  }

  @Test
  void colourSchemesAreFollowedWhileThePageIsOpen() {
    page.assertThatColourSchemesAreFollowed("accuracy-chart");
  }

  @Test
  void everyTableHasACaptionAndHeadsOfItsColumnsAndRows() {
    page.assertThatEveryTableHasACaptionAndHeads();
  }
}
