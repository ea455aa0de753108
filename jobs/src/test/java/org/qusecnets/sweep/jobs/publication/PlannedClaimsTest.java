package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.claim.ClaimTable;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/**
 * The claims that come with the program can be judged by the cells that are planned beside them.
 */
class PlannedClaimsTest {
  private static final Path FOLDER = Path.of("../conf");
  private static final String CELL = "cell";

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void everyClaimFindsCellsOnceAllAreComplete(String name) {
    List<ClaimRow> claims = judged(name);

    assertThat(claims).isNotEmpty();
    assertThat(claims.stream().filter(PlannedClaimsTest::findsNoCells))
        .extracting(claim -> claim.claimId() + ": " + claim.because())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"paper-mnist", "paper-cifar10"})
  void aSmallSweepFindsCellsForMostClaimsOfTheWholeOne(String name) {
    List<ClaimRow> claims = judged(name + "-small");

    assertThat(claims)
        .extracting(ClaimRow::claimId)
        .containsExactlyElementsOf(judged(name).stream().map(ClaimRow::claimId).toList());
    assertThat(claims.stream().filter(PlannedClaimsTest::findsNoCells).count())
        .isLessThan(claims.size() / 2);
  }

  private static List<ClaimRow> judged(String name) {
    SweepConfiguration sweep =
        ConfigurationReader.read(
            FOLDER.resolve(name + ".conf"), List.of(), DatasetCatalog.registered());
    Grid grid = Grid.of(sweep);
    List<ModelRow> models = grid.models().stream().map(PlannedClaimsTest::trained).toList();
    return ClaimTable.rows(sweep.claims(), complete(grid), models);
  }

  private static boolean findsNoCells(ClaimRow claim) {
    return claim.verdict().equals("not-run");
  }

  /** The rows of all cells, as if every image were one of each kind that is counted. */
  private static List<CellRow> complete(Grid grid) {
    Map<Integer, CellCounts> byImages = new HashMap<>();
    Map<String, CellCounts> counts = new HashMap<>();
    for (Cell cell : grid.cells()) {
      int images = cell.dataset().testImages();
      counts.put(cell.id(), byImages.computeIfAbsent(images, PlannedClaimsTest::counts));
    }
    return CellTable.rows(grid.cells(), counts, Map.of());
  }

  private static CellCounts counts(int images) {
    return ExampleCounts.of(
            IntStream.range(0, images).mapToObj(PlannedClaimsTest::everything), Map.of())
        .cells()
        .get(CELL);
  }

  private static ExampleRow everything(int image) {
    Map<String, Object> known =
        Map.of(
            "cell_id",
            CELL,
            "image_index",
            image,
            "gradient_zero_share",
            1.0,
            "gradient_non_finite",
            1);
    return row(ExampleRow.SCHEMA, ExampleRow.class, known);
  }

  /** The row of a model with what claims ask for: its id and recipe. */
  private static ModelRow trained(ModelSpecification model) {
    Map<String, Object> known =
        Map.of(
            "model_id", model.id(), "recipe", Fingerprint.canonical(model.recipe().parameters()));
    return row(ModelRow.SCHEMA, ModelRow.class, known);
  }

  private static <R extends Record> R row(
      TableSchema table, Class<R> row, Map<String, Object> known) {
    List<Object> values = new ArrayList<>();
    for (TableSchema.Field column : table.columns()) {
      values.add(known.getOrDefault(column.name(), zero(column.type())));
    }
    return TableSchema.row(row, values);
  }

  private static Object zero(Class<?> type) {
    if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    }
    if (type == boolean.class || type == Boolean.class) {
      return true;
    }
    return type == double.class ? (Object) 0.0 : null;
  }
}
