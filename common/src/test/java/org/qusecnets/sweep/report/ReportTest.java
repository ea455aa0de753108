package org.qusecnets.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;

/** What is in the page, before anything is drawn. */
class ReportTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"sweep-data\">(.*?)</script>", 32);

  static JsonNode data(String page) throws IOException {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  static String text(JsonNode table, String column, int row) {
    JsonNode dictionary = table.path("columns").path(column);
    return dictionary.path("texts").path(dictionary.path("at").path(row).asInt()).asText();
  }

  @Property
  void numbersAreThoseOfTheRows(@ForAll double accuracy, @ForAll long seed) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("adversarialAccuracy", accuracy);
    values.put("seed", seed);
    CellRow cell = SampleRows.cell(values);
    String json = Report.json(SampleRows.tables(List.of(cell), List.of(), List.of())).toString();
    JsonNode columns = new ObjectMapper().readTree(json).path("cells").path("columns");
    assertThat(columns.path("adversarial_accuracy").path(0).doubleValue()).isEqualTo(accuracy);
    JsonNode found = columns.path("seed");
    String seedText =
        found.isArray() ? found.path(0).asText() : found.path("texts").path(0).asText();
    assertThat(seedText).isEqualTo(Long.toString(seed));
  }

  @Test
  void wholeNumbersThatJavaScriptWouldRoundAreTexts() throws IOException {
    ModelRow model =
        SampleRows.model(Map.of("weightSeed", (1L << 53) + 1, "shuffleSeed", 1L << 53));
    JsonNode columns =
        data(Report.html(SampleRows.tables(List.of(), List.of(model), List.of())))
            .path("models")
            .path("columns");
    assertThat(columns.path("weight_seed").path(0).textValue()).isEqualTo("9007199254740993");
    assertThat(columns.path("shuffle_seed").path(0).isNumber()).isTrue();
  }

  @Test
  void valuesThatAreMissingOrNotFiniteAreNull() throws IOException {
    List<CellRow> cells =
        List.of(
            SampleRows.cell(Map.of("status", "failed", "failure", "no memory")),
            SampleRows.cell(Map.of("meanL2", Double.NaN)));
    JsonNode columns =
        data(Report.html(SampleRows.tables(cells, List.of(), List.of())))
            .path("cells")
            .path("columns");
    assertThat(columns.path("adversarial_accuracy").path(0).isNull()).isTrue();
    assertThat(columns.path("mean_l2").path(1).isNull()).isTrue();
  }

  @Test
  void nothingInTheTablesCanEndAnElementOrBeginOne() throws IOException {
    String name = "</script><script>alert(1)</script><!--\"&'";
    CellRow cell = SampleRows.cell(Map.of("dataset", name, "defense", name));
    String page = Report.html(SampleRows.tables(List.of(cell), List.of(), List.of()));
    assertThat(page).doesNotContain("alert(1)</script>").doesNotContain("<script>alert");
    JsonNode cells = data(page).path("cells");
    assertThat(text(cells, "dataset", 0)).isEqualTo(name);
    assertThat(text(cells, "label", 0)).isEqualTo(name);
  }

  @Test
  void theTitleIsTextAndThePublicationIsNamedInTheHead() {
    ReportTables tables = SampleRows.tables(List.of(), List.of(), List.of());
    ReportTables.Origin origin = tables.origin();
    ReportTables named =
        new ReportTables(
            new ReportTables.Origin(
                "<b>&",
                origin.folder(),
                origin.publication(),
                origin.published(),
                origin.version(),
                origin.cells(),
                0),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(Report.html(named))
        .contains("<title>Sweep &lt;b&gt;&amp;</title>")
        .contains("content=\"publications/tables-0001-ab\"");
  }

  @Test
  void datasetsHaveTheirShapeAndTheNamesOfTheirFirstClasses() throws IOException {
    String[] many = new String[30];
    Arrays.setAll(many, number -> "class " + number);
    ModelRow signs =
        SampleRows.model(
            Map.of(
                "dataset", "signs",
                "imageChannels", 3,
                "imageHeight", 7,
                "imageWidth", 9,
                "classNames", many));
    CellRow cell = SampleRows.cell(Map.of("cellId", "c", "dataset", "signs"));
    ExampleRow example = SampleRows.example(Map.of("cellId", "c", "label", 29));

    JsonNode page =
        data(Report.html(SampleRows.tables(List.of(cell), List.of(signs), List.of(example))));

    JsonNode datasets = page.path("datasets");
    assertThat(text(datasets, "dataset", 0)).isEqualTo("signs");
    assertThat(datasets.path("columns").path("channels").path(0).asInt()).isEqualTo(3);
    assertThat(datasets.path("columns").path("height").path(0).asInt()).isEqualTo(7);
    assertThat(datasets.path("columns").path("width").path(0).asInt()).isEqualTo(9);
    assertThat(datasets.path("columns").path("classes").path(0).asInt()).isEqualTo(30);
    assertThat(text(datasets, "names", 0))
        .startsWith("class 0, class 1, ")
        .endsWith(", class 19, ...");
    assertThat(text(page.path("examples").path("table"), "label_name", 0)).isEqualTo("class 29");
  }

  @Test
  void thePageHoldsTheLibraryAndNamesNoAddressToFetch() {
    String page = Report.html(SampleRows.tables(List.of(), List.of(), List.of()));
    assertThat(page).contains("Apache Software Foundation").contains("echarts");
    assertThat(page)
        .doesNotContain("<script src")
        .doesNotContain("@import")
        .doesNotContain("url(http")
        .contains("default-src 'none'");
    // The data, the library and our scripts.
    assertThat(Pattern.compile("</script", Pattern.CASE_INSENSITIVE).split(page, -1)).hasSize(4);
  }

  @Test
  void scriptsKeepTheirMeaningWhereTheyHoldAnEnd() {
    assertThat(Page.script("a = '</SCRIPT>' + '<!--'")).isEqualTo("a = '<\\/SCRIPT>' + '<\\!--'");
  }

  @Test
  void claimsComeWithTheColumnsThatTheyHave() throws IOException {
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("claim_id", "cq-holds");
    claim.put("value", 93.2);
    claim.put("note", null);
    ReportTables none = SampleRows.tables(List.of(), List.of(), List.of());
    ReportTables tables =
        new ReportTables(
            none.origin(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(claim));
    JsonNode claims = data(Report.html(tables)).path("claims");
    assertThat(text(claims, "claim_id", 0)).isEqualTo("cq-holds");
    assertThat(claims.path("columns").path("value").path(0).doubleValue()).isEqualTo(93.2);
    assertThat(claims.path("columns").path("note").path(0).isNull()).isTrue();
  }

  @Test
  void moreRowsThanAPageTakesAreRefused() {
    List<CellRow> cells =
        new ArrayList<>(
            Collections.nCopies(ReportTables.MAXIMUM_CELLS + 1, SampleRows.cell(Map.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleRows.tables(cells, List.of(), List.of()))
        .withMessage("20001 cells are more than 20000");
  }

  @Test
  void theLargestPageIsSmallEnoughToOpen() {
    List<CellRow> cells = new ArrayList<>();
    for (int i = 0; i < ReportTables.MAXIMUM_CELLS; i++) {
      cells.add(
          SampleRows.cell(
              Map.of(
                  "cellId", Integer.toHexString(i),
                  "modelId", "model " + i % 1000,
                  "epsilon", i / 1000.0,
                  "adversarialAccuracy", Math.sqrt(i / 30_000.0),
                  "meanL2", Math.sqrt(i))));
    }
    String page = Report.html(SampleRows.tables(cells, List.of(), List.of()));
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(8_000_000);
  }

  @Test
  void onlyThresholdsThatMovedAreLearned() throws IOException {
    Map<String, Object> constant =
        Map.of(
            "modelId",
            "c",
            "levels",
            4,
            "thresholdsPerCell",
            3,
            "thresholds",
            new float[] {0.25f, 0.25f, 0.5f, 0.5f, 0.75f, 0.75f});
    Map<String, Object> trained = new LinkedHashMap<>(constant);
    trained.put("modelId", "t");
    trained.put("thresholds", new float[] {0.25f, 0.26f, 0.5f, 0.5f, 0.75f, 0.75f});
    JsonNode columns =
        data(Report.html(
                SampleRows.tables(
                    List.of(),
                    List.of(SampleRows.model(constant), SampleRows.model(trained)),
                    List.of())))
            .path("models")
            .path("columns");
    assertThat(columns.path("learned")).map(JsonNode::asBoolean).containsExactly(false, true);
    assertThat(columns.path("thresholds").path(0).isNull()).isTrue();
    assertThat(columns.path("thresholds").path(1).path(1).floatValue()).isEqualTo(0.26f);
  }
}
