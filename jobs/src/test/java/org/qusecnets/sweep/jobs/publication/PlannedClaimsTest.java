package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
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
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.TableSchema;

/**
 * The claims that come with the program can be judged by the cells that are planned beside them.
 */
class PlannedClaimsTest {
  private static final Path FOLDER = Path.of("../conf");

  /** What {@link CellCounts} has, but for the seconds. */
  private static final List<String> COUNTS =
      List.of(
          "images",
          "distinct_images",
          "clean_correct",
          "adversarial_correct",
          "rounded_correct",
          "attacked",
          "successes",
          "reused",
          "examined",
          "clean_detected",
          "successes_detected",
          "defended_correct",
          "changed_values",
          "l2",
          "linf",
          "success_changed_values",
          "success_l2",
          "success_linf",
          "attack_gradients",
          "attack_inferences",
          "gradients",
          "gradient_zero_share",
          "gradient_zero_images",
          "gradient_non_finite_images");

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
    Map<String, CellCounts> counts = new HashMap<>();
    for (Cell cell : grid.cells()) {
      counts.put(cell.id(), counts(cell.dataset().testImages()));
    }
    return CellTable.rows(grid.cells(), counts, Map.of());
  }

  private static CellCounts counts(long images) {
    StructType schema = new StructType();
    Object[] values = new Object[COUNTS.size() + 1];
    for (int i = 0; i < COUNTS.size(); i++) {
      schema = schema.add(COUNTS.get(i), DataTypes.LongType);
      values[i] = images;
    }
    schema = schema.add("attack_seconds", DataTypes.DoubleType);
    values[COUNTS.size()] = 1.0;
    return new CellCounts(new GenericRowWithSchema(values, schema));
  }

  /** The row of a model with what claims ask for: its id and recipe. */
  private static ModelRow trained(ModelSpecification model) {
    Map<String, Object> known =
        Map.of(
            "model_id", model.id(), "recipe", Fingerprint.canonical(model.recipe().parameters()));
    List<Object> values = new ArrayList<>();
    for (TableSchema.Field column : ModelRow.SCHEMA.columns()) {
      values.add(known.getOrDefault(column.name(), zero(column.type())));
    }
    return TableSchema.row(ModelRow.class, values);
  }

  private static Object zero(Class<?> type) {
    if (type == int.class) {
      return 0;
    } else if (type == long.class) {
      return 0L;
    }
    return type == double.class ? (Object) 0.0 : null;
  }
}
