package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a real noise analysis in a real browser. */
class ResiliencePageIT {
  private static final String CONFIGURATION =
      """
      datasets = [ { name = mnist-sample, train-images = 500, test-images = 50 } ]
      network { architecture = mlp-200-200 }
      training { epochs = 2, batch-size = 50 }
      defenses = [ { type = none }, { type = cq, levels = 2 } ]
      attacks = [ { type = fgsm, epsilons = [0.1, 0.3] } ]
      seeds = [1]
      resilience { steps = 4, draws = 2, tolerated-loss = 0.1 }
      """;

  private static final String CURVES = "resilience-chart";
  private static final List<String> CHARTS = List.of(CURVES, "number-of-levels-chart");
  private static final int NOISES = 3;
  private static final int STRENGTHS = 5;

  @TempDir private static Path folder;
  private static Chromium browser;
  private static SweepPage page;
  private static List<Row> table;

  @BeforeAll
  static void runAndOpen() throws IOException, InterruptedException {
    browser = Chromium.start(Files.createDirectory(folder.resolve("browser")));
    Path configuration = Files.writeString(folder.resolve("noisy.conf"), CONFIGURATION);
    Path results = folder.resolve("results [1] & <more>");
    CommandLineRun run =
        CommandLineRun.of(
            "resilience",
            configuration.toString(),
            "--out",
            results.toString(),
            "--master",
            "local[2]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    page = new SweepPage(browser, results.resolve("resilience/report.html").toUri());
    table =
        Tables.read(results.resolve("resilience"), "resilience", frame -> frame.collectAsList());
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
    assertThat(page.charts()).containsExactlyElementsOf(CHARTS);
    page.assertThatChartsAreDrawn(CHARTS);
  }

  @Test
  void theConsoleIsSilentAndNothingIsFetched() throws IOException {
    page.assertThatTheConsoleIsSilentAndNothingIsFetched(
        () -> page.choose("resilience-model", page.options("resilience-model").get(1)));
  }

  /** As the table behind the chart shows them. */
  private static List<String> shown(Row row) {
    List<String> fields = new ArrayList<>(List.of(row.<String>getAs("noise")));
    for (String column :
        List.of(
            "strength",
            "rms_change",
            "accuracy",
            "accuracy_low",
            "accuracy_high",
            "fitted_accuracy")) {
      fields.add(row.<Double>getAs(column).toString());
    }
    return fields;
  }

  private static List<List<String>> withNumbersAsJavaWritesThem(List<List<String>> rows) {
    return rows.stream()
        .map(
            row ->
                row.stream()
                    .map(
                        field ->
                            field.matches("[-0-9.e]+")
                                ? Double.toString(Double.parseDouble(field))
                                : field)
                    .toList())
        .toList();
  }

  @Test
  void curvesAndTheTableBehindThemAreThoseOfEachModel() {
    List<String> models = page.options("resilience-model");
    assertThat(models).hasSize(2);
    for (String model : models) {
      page.choose("resilience-model", model);
      List<Row> rows =
          table.stream().filter(row -> model.contains(row.<String>getAs("model_id"))).toList();
      assertThat(rows).hasSize(NOISES * STRENGTHS);
      assertThat(withNumbersAsJavaWritesThem(page.behind("resilience")))
          .isEqualTo(rows.stream().map(ResiliencePageIT::shown).toList());
      JsonNode lines = page.series(CURVES);
      assertThat(lines).hasSize(NOISES);
      for (int line = 0; line < NOISES; line++) {
        Row first = rows.get(line * STRENGTHS);
        assertThat(lines.get(line).path("name").asText()).isEqualTo(first.<String>getAs("noise"));
        assertMarks(lines.get(line), first);
        for (int i = 0; i < STRENGTHS; i++) {
          JsonNode point = lines.get(line).path("points").path(i);
          Row row = rows.get(line * STRENGTHS + i);
          assertThat(point.path("value").doubleValue()).isEqualTo(row.<Double>getAs("accuracy"));
          assertThat(point.path("fitted").doubleValue())
              .isEqualTo(row.<Double>getAs("fitted_accuracy"));
        }
      }
    }
  }

  /** The tolerable noise is where the line goes down from the least accuracy tolerated. */
  private static void assertMarks(JsonNode line, Row first) {
    Double most = first.getAs("maximum_tolerable_noise");
    assertThat(line.path("text").asText()).endsWith(most == null ? " or more" : "").contains("MTN");
    assertThat(line.path("marks")).hasSize(most == null ? 0 : 1);
    if (most != null) {
      double least = first.<Double>getAs("accuracy") - first.<Double>getAs("tolerated_loss");
      JsonNode from = line.path("marks").path(0).path("from");
      assertThat(from.path(0).doubleValue()).isEqualTo(most);
      assertThat(from.path(1).doubleValue()).isCloseTo(least, within(1e-12));
    }
  }

  @Test
  void theFirstTableHasTheTolerableNoiseOfEachModelAndKind() {
    List<Row> clean = table.stream().filter(row -> row.<Double>getAs("strength") == 0).toList();
    List<List<String>> rows = page.rows("#measured tbody tr");
    assertThat(rows).hasSize(2 * NOISES).hasSameSizeAs(clean);
    for (int i = 0; i < rows.size(); i++) {
      Row row = clean.get(i);
      assertThat(rows.get(i).get(0)).contains(row.<String>getAs("model_id"));
      assertThat(rows.get(i).get(1)).isEqualTo(row.<String>getAs("noise"));
      Double most = row.getAs("maximum_tolerable_noise");
      if (most == null) {
        assertThat(rows.get(i).get(3)).endsWith(" or more");
      } else {
        assertThat(Double.parseDouble(rows.get(i).get(3))).isEqualTo(most);
      }
    }
  }

  @Test
  void intervalsCanBeHidden() {
    int shapes = page.drawnColours(CURVES).size();
    browser.ask("document.getElementById('resilience-intervals').focus()");
    browser.press(" ");
    assertThat(page.drawnColours(CURVES)).hasSizeLessThanOrEqualTo(shapes - NOISES * STRENGTHS);
  }

  @Test
  void levelsAreBoundedForTheModelWithNothingInFront() {
    assertThat(page.options("number-of-levels-model"))
        .singleElement()
        .asString()
        .startsWith("none, seed 1 (model ");
    assertThat(browser.ask("document.getElementById('number-of-levels').textContent").asText())
        .contains("cq n=2 z=50, seed 1 (model ", "): quantization.");
    assertThat(page.behind("number-of-levels").get(0).subList(0, 2)).containsExactly("2", "0.25");
    List<List<String>> bounds = page.behind("bounds");
    assertThat(bounds.get(0).get(0)).isEqualTo("noise tolerated, RMS");
    assertThat(bounds.subList(1, 3))
        .containsExactly(List.of("epsilon 0.1", "0.1", "4"), List.of("epsilon 0.3", "0.3", "no n"));
    assertThat(
            page.texts(
                "[...document.querySelectorAll('#number-of-levels-chart svg text')]"
                    + ".map(text => text.textContent)"))
        .contains("epsilon 0.1: n at most 4", "epsilon 0.3: no n");
  }

  @Test
  void linesAreShownAndHiddenWithTheKeyboard() {
    page.assertThatLinesAreShownAndHiddenWithTheKeyboard("resilience");
  }

  @Test
  void nothingIsWiderThanAPhone() {
    page.assertThatNothingIsWiderThanAPhone(CHARTS);
  }

  @Test
  void colourSchemesAreFollowedWhileThePageIsOpen() {
    page.assertThatColourSchemesAreFollowed(CURVES);
  }

  @Test
  void everyTableHasACaptionAndHeadsOfItsColumnsAndRows() {
    page.assertThatEveryTableHasACaptionAndHeads();
  }
}
