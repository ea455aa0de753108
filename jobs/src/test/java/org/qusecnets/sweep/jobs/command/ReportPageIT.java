package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.jobs.command.RowFigures.label;
import static org.qusecnets.sweep.jobs.command.RowFigures.largest;
import static org.qusecnets.sweep.jobs.command.RowFigures.least;
import static org.qusecnets.sweep.jobs.command.RowFigures.leastOfImages;
import static org.qusecnets.sweep.jobs.command.RowFigures.mean;
import static org.qusecnets.sweep.jobs.command.RowFigures.meanOf;
import static org.qusecnets.sweep.jobs.command.RowFigures.median;
import static org.qusecnets.sweep.jobs.command.RowFigures.share;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
      certificates = [ { type = crown, epsilons = [0.1, 0.3] } ]
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
    List<Row> worst = worstCases();

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
      assertThat(line.get(9)).startsWith("fgsm");
    }
    page.choose("worst-case-threat", "transfer");
    assertThat(page.behind("worst-case")).hasSameSizeAs(shown).isNotEqualTo(shown);
  }

  @Test
  void theBandOfADefenseGoesDownToWhatIsCertified() {
    List<Double> compared = new ArrayList<>();
    JsonNode lines = page.series("worst-case-chart");
    for (JsonNode line : lines) {
      assertThat(line.path("lower")).as(line.toString()).hasSize(3);
      assertThat(line.path("lower").get(0)).isEqualTo(line.path("points").get(0));
      for (int i = 1; i < 3; i++) {
        JsonNode point = line.path("lower").get(i);
        List<Row> seeds =
            worstCases().stream()
                .filter(row -> label(row).equals(line.path("name").asText()))
                .filter(row -> row.<Double>getAs("epsilon") == point.path("x").doubleValue())
                .toList();
        assertThat(seeds).hasSize(2);
        compared.add(point.path("value").doubleValue());
        assertThat(compared).last().isEqualTo(meanOf(seeds, "certified_accuracy"));
      }
    }
    assertThat(compared).hasSize(2 * 4).anyMatch(value -> value > 0 && value < 1);
    assertThat(
            browser
                .ask(
                    "[...document.querySelectorAll('#worst-case-chart svg path')]"
                        + ".filter(path => path.getAttribute('fill-opacity') === '0.15').length")
                .asInt())
        .isEqualTo(lines.size());
    page.choose("worst-case-threat", "transfer");
    assertThat(page.series("worst-case-chart")).allMatch(line -> line.path("lower").isNull());
  }

  @Test
  void certificatesAreThoseOfTheTable() {
    List<Row> certified = Tables.rows(results, "certified");
    List<List<String>> shown = page.rows("#certificates tbody tr");
    assertThat(shown).hasSize(certified.size() / 2);
    for (List<String> line : shown) {
      List<Row> seeds =
          certified.stream()
              .filter(row -> label(row).equals(line.get(0)))
              .filter(row -> row.<Double>getAs("epsilon") == Double.parseDouble(line.get(5)))
              .toList();
      assertThat(seeds).as(line.toString()).hasSize(2);
      assertThat(line.get(1)).isEqualTo("crown");
      assertThat(Double.parseDouble(line.get(6))).isEqualTo(meanOf(seeds, "certified_accuracy"));
      assertThat(Double.parseDouble(line.get(9))).isEqualTo(meanOf(seeds, "unknown_share"));
    }
  }

  private static List<Row> worstCases() {
    return Tables.rows(results, "worst_case").stream()
        .filter(row -> row.getAs("threat_model").equals("any"))
        .filter(row -> row.getAs("norm").equals("linf"))
        .toList();
  }

  @Test
  void distancesAreTheNearestOfTheExamples() {
    for (String lines : page.options("distances-lines")) {
      page.choose("distances-lines", lines);
      List<List<String>> shown = page.behind("distances");
      assertThat(shown).as(lines).isNotEmpty();
      for (List<String> line : shown) {
        String label = lines.startsWith("attacks on ") ? lines.substring(11) : line.get(0);
        List<Double> nearest = leastOfImages(examples, label, cellsOf("hopskipjump"), "l2");
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
        List<Double> queries = leastOfImages(examples, line.path("name").asText(), some, "queries");
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

  private static List<Row> matching(String threat, String label, double epsilon) {
    return cells.stream()
        .filter(cell -> cell.getAs("threat_model").equals(threat))
        .filter(cell -> label(cell).equals(label))
        .filter(cell -> cell.<Double>getAs("epsilon") == epsilon)
        .toList();
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
