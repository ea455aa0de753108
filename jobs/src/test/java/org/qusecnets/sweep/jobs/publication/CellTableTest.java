package org.qusecnets.sweep.jobs.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.evaluation.Example.Effort;
import org.qusecnets.sweep.evaluation.Example.Perturbation;
import org.qusecnets.sweep.evaluation.Prediction;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.jobs.command.TinySweep;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ExampleRow;
import org.qusecnets.sweep.table.NormColumns;
import org.qusecnets.sweep.table.Share;

/** What is published is exactly what was planned. */
class CellTableTest {
  private static final int IMAGES = 20;
  private static List<Cell> cells;

  @BeforeAll
  static void plan(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    cells = Grid.of(ConfigurationReader.read(file, List.of(), DatasetCatalog.registered())).cells();
  }

  @ParameterizedTest
  @CsvSource({
    "'{ type = none }', ",
    "'{ type = cq, levels = 2 }', 2",
    "'{ type = hard-quantization, levels = 3 }', 3",
    "'[{ type = median-filter, size = 3 }, { type = hard-quantization, levels = 4 }]', 4"
  })
  void levelsAreThoseOfWhateverQuantizes(String defense, Integer levels, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.conf"), TinySweep.CONFIGURATION);
    Grid grid =
        Grid.of(
            ConfigurationReader.read(
                file, List.of("defenses = [" + defense + "]"), DatasetCatalog.registered()));
    assertThat(grid.models())
        .allSatisfy(model -> assertThat(ModelTable.defense(model).levels()).isEqualTo(levels));
  }

  private static ExampleRow example(String cell, int image) {
    Prediction prediction = new Prediction(1, 0.5, java.util.Optional.empty());
    Example example =
        new Example(
            0,
            image,
            1,
            java.util.Optional.empty(),
            true,
            false,
            prediction,
            prediction,
            prediction,
            new Perturbation(1, 1 / 784.0, 0.6, 0.5, 0.1),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            java.util.Optional.empty(),
            new Effort(1, 0, 0));
    return ExampleRow.of(cell, example);
  }

  private static List<ExampleRow> planned() {
    List<ExampleRow> rows = new ArrayList<>();
    for (Cell cell : cells) {
      for (int image = 0; image < IMAGES; image++) {
        rows.add(example(cell.id(), image));
      }
    }
    return rows;
  }

  private static List<CellRow> table(List<ExampleRow> rows, Map<String, Failure> failures) {
    return CellTable.rows(cells, ExampleCounts.of(rows.stream(), Map.of()).cells(), failures);
  }

  @Test
  void whatWasPlannedIsOneRowACell() {
    assertThat(table(planned(), Map.of()))
        .hasSameSizeAs(cells)
        .allMatch(row -> row.outcome().status().equals("complete") && row.images() == IMAGES);
  }

  @Test
  void meansAreOfTheExamples() {
    CellRow row = table(planned(), Map.of()).get(0);

    assertThat(row.clean()).isEqualTo(Share.of(IMAGES, IMAGES));
    assertThat(row.success()).isEqualTo(Share.of(0, IMAGES));
    assertThat(row.falsePositives()).as("without a detector").isNull();
    assertThat(row.perturbation()).isEqualTo(new NormColumns(1.0, 1 / 784.0, 0.6, 0.5, 0.1));
    assertThat(row.successPerturbation()).as("without a success").isNull();
  }

  @Test
  void aMissingRowIsRefused() {
    List<ExampleRow> rows = planned();
    rows.remove(7);
    assertThatThrownBy(() -> table(rows, Map.of()))
        .hasMessage("cell " + cells.get(0).id() + " has 19 examples of 19 images, planned were 20");
  }

  @Test
  void aDoubleRowIsRefused() {
    List<ExampleRow> rows = planned();
    rows.set(7, rows.get(8));
    assertThatThrownBy(() -> table(rows, Map.of()))
        .hasMessage("cell " + cells.get(0).id() + " has 20 examples of 19 images, planned were 20");
  }

  @Test
  void aForeignRowIsRefused() {
    List<ExampleRow> rows = planned();
    rows.add(example("0123456789abcdef", 1));
    assertThatThrownBy(() -> table(rows, Map.of()))
        .hasMessage("examples of cells that were not planned: [0123456789abcdef]");
  }

  @Test
  void aCellThatFailedHasAReasonAndNoExamples() {
    String failed = cells.get(0).id();
    Map<String, Failure> failures = Map.of(failed, new Failure("failed", "because", "abc"));
    assertThatThrownBy(() -> table(planned(), failures))
        .hasMessage("cell " + failed + " has 20 examples of 20 images, planned were 0");
    List<ExampleRow> others = planned().subList(IMAGES, cells.size() * IMAGES);
    CellRow row = table(others, failures).get(0);
    assertThat(row.outcome().status()).isEqualTo("failed");
    assertThat(row.outcome().failure()).isEqualTo("because");
    assertThat(row.outcome().failureTrace()).isEqualTo("abc");
    assertThat(row.adversarial()).isNull();
  }
}
