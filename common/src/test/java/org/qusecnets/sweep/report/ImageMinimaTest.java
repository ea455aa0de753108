package org.qusecnets.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.report.ImageCurve.Kind;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;

/** Curves over the images of a sweep. */
class ImageMinimaTest {
  private final List<CellRow> cells = new ArrayList<>();
  private final List<ExampleRow> examples = new ArrayList<>();

  /**
   * A cell of four images: the first is wrong, two have these distances, the last is not broken.
   */
  private void add(Map<String, Object> cell, double one, double two, Integer queries) {
    Map<String, Object> values = new LinkedHashMap<>(cell);
    values.put("cellId", "cell " + cells.size());
    values.put("images", 4L);
    cells.add(SampleRows.cell(values));
    example(0, 9, 9, 0.0, null);
    example(1, 1, one > 0 ? 9 : 1, one, queries);
    example(2, 1, two > 0 ? 9 : 1, two, queries == null ? null : (Integer) (100 * queries));
    example(3, 1, 1, 0.0, null);
  }

  private void example(int image, int clean, int adversarial, double distance, Integer queries) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("cellId", cells.get(cells.size() - 1).cellId());
    values.put("imageIndex", image);
    values.put("label", 1);
    values.put("cleanPrediction", clean);
    values.put("adversarialPrediction", adversarial);
    values.put("success", clean == 1 && adversarial != 1);
    values.put("reused", false);
    values.put("linf", distance);
    values.put("queries", adversarial == 9 ? queries : null);
    examples.add(SampleRows.example(values));
  }

  private List<ImageCurve> curves() {
    CurveChoice choice = CurveChoice.of(cells, List.of());
    ImageMinima one = new ImageMinima();
    ImageMinima other = new ImageMinima();
    for (int i = 0; i < examples.size(); i++) {
      (i % 3 == 0 ? one : other).add(examples.get(i), choice);
    }
    one.addAll(other);
    return one.curves(choice);
  }

  private ImageCurve curve(Kind kind) {
    List<ImageCurve> found = curves().stream().filter(curve -> curve.kind() == kind).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void theNearestImageOfAllEpsilonsCounts() {
    add(Map.of("attack", "ddn", "epsilon", 0.2), 0.1, 0, null);
    add(Map.of("attack", "ddn", "epsilon", 0.4), 0.15, 0.3, null);

    ImageCurve curve = curve(Kind.DISTANCE);

    assertThat(curve.values()).containsExactly(0.1f, 0.3f);
    assertThat(curve.first()).containsExactly(0f, 0.1f, 0.3f, Float.POSITIVE_INFINITY);
    assertThat(curve.images()).isEqualTo(4);
    assertThat(curve.wrong()).isEqualTo(1);
    assertThat(curve.broken()).isEqualTo(3);
    assertThat(curve.median()).isEqualTo((0.1f + (double) 0.3f) / 2);
  }

  @Test
  void allAttacksTogetherHaveTheNearestOfEach() {
    add(Map.of("attack", "ddn", "epsilon", 0.4), 0.1, 0.3, null);
    add(Map.of("attack", "fmn", "epsilon", 0.4), 0.3, 0.2, null);

    assertThat(curve(Kind.NEAREST).values()).containsExactly(0.1f, 0.2f);
    assertThat(curves()).hasSize(3);
  }

  @Test
  void anAttackThatGoesToTheBoundHasNoDistancesOfItsOwn() {
    add(Map.of("attack", "fgsm", "epsilon", 0.2), 0.2, 0.2, null);
    add(Map.of("attack", "fgsm", "epsilon", 0.4), 0.4, 0.4, null);

    assertThat(curves()).extracting(ImageCurve::kind).containsExactly(Kind.NEAREST);
    assertThat(curve(Kind.NEAREST).values()).containsExactly(0.2f, 0.2f);
  }

  @Test
  void imagesOfSeveralSeedsAreCountedTogether() {
    add(Map.of("attack", "ddn", "epsilon", 0.4, "seed", 1L, "modelId", "a"), 0.1, 0.2, null);
    add(Map.of("attack", "ddn", "epsilon", 0.4, "seed", 2L, "modelId", "b"), 0.15, 0, null);

    ImageCurve curve = curve(Kind.DISTANCE);

    assertThat(curve.seeds()).isEqualTo(2);
    assertThat(curve.images()).isEqualTo(8);
    assertThat(curve.values()).containsExactly(0.1f, 0.15f, 0.2f);
    assertThat(curve.first()).startsWith(0f, 0.1f, 0.2f);
    assertThat(curve.median()).isEqualTo((0.15f + (double) 0.2f) / 2);
  }

  @Test
  void queriesAreCountedAtEachEpsilonOfAttacksWithoutGradients() {
    Map<String, Object> square = new LinkedHashMap<>();
    square.put("attack", "square");
    square.put("access", "probabilities");
    square.put("meanSuccessQueries", 7.0);
    square.put("epsilon", 0.2);
    add(square, 0.2, 0, 3);
    square.put("epsilon", 0.4);
    add(square, 0.4, 0.4, 2);
    square.put("attack", "apgd");
    square.put("access", "gradients");
    add(square, 0.4, 0.4, 2);

    List<ImageCurve> queries =
        curves().stream().filter(curve -> curve.kind() == Kind.QUERIES).toList();

    assertThat(queries).hasSize(2);
    assertThat(queries.get(0).values()).containsExactly(3f);
    assertThat(queries.get(0).median()).isNull();
    assertThat(queries.get(1).values()).containsExactly(2f, 200f);
  }

  @Test
  void anAttackThatBreaksNothingHasItsQueriesWhereItTellsThemElsewhere() {
    Map<String, Object> square = new LinkedHashMap<>();
    square.put("attack", "square");
    square.put("access", "probabilities");
    square.put("epsilon", 0.1);
    add(square, 0, 0, null);
    assertThat(curves()).extracting(ImageCurve::kind).containsExactly(Kind.NEAREST);

    square.put("epsilon", 0.2);
    square.put("meanSuccessQueries", 7.0);
    add(square, 0.2, 0, 3);

    assertThat(curves().stream().filter(curve -> curve.kind() == Kind.QUERIES))
        .extracting(ImageCurve::broken)
        .containsExactly(1L, 2L);
  }

  @Test
  void cellsThatAreNotCompleteHaveNone() {
    cells.add(SampleRows.cell(Map.of("status", "failed", "access", "labels")));

    assertThat(CurveChoice.of(cells, List.of()).curves()).isEmpty();
    assertThat(curves()).isEmpty();
  }

  @Test
  void aCurveOfManyImagesHasRanksThatAreEvenlySpread() {
    cells.add(SampleRows.cell(Map.of("cellId", "many", "attack", "ddn", "images", 1000L)));
    for (int image = 0; image < 1000; image++) {
      Map<String, Object> values =
          Map.of(
              "cellId",
              "many",
              "imageIndex",
              image,
              "label",
              1,
              "cleanPrediction",
              1,
              "adversarialPrediction",
              2,
              "linf",
              (1000 - image) / 2500.0,
              "reused",
              false);
      examples.add(SampleRows.example(values));
    }

    ImageCurve curve = curve(Kind.DISTANCE);

    assertThat(curve.values()).hasSizeBetween(50, 200).isSorted();
    int last = curve.values().length - 1;
    assertThat(curve.values()[last]).isEqualTo(0.4f);
    for (int i = 0; i <= last; i++) {
      int rank = (int) Math.ceil((i + 1.0) * 1000 / (last + 1));
      assertThat(curve.values()[i]).isEqualTo((float) (rank / 2500.0));
    }
  }

  @Test
  void aPageHasCurvesWithTheNamesOfDefenseAndAttack() {
    add(Map.of("attack", "ddn", "epsilon", 0.4), 0.123456, 0.3, null);
    ReportTables none = SampleRows.tables(cells, List.of(), List.of());
    ReportTables tables =
        new ReportTables(
            none.origin(),
            cells,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            curves(),
            List.of());

    JsonNode shown = Report.json(tables).path("curves");

    assertThat(shown.path("rows").asInt()).isEqualTo(2);
    assertThat(ReportTest.text(shown, "kind", 1)).isEqualTo("distance");
    assertThat(ReportTest.text(shown, "label", 1)).isEqualTo("none");
    assertThat(ReportTest.text(shown, "attack", 1)).isEqualTo("white-box ddn");
    JsonNode columns = shown.path("columns");
    assertThat(columns.path("values").path(1).path(0).doubleValue()).isEqualTo(0.1235);
    assertThat(columns.path("first").path(1).path(3).isNull()).isTrue();
  }
}
