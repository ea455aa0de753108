package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.Configurations;

/** What the names of cells, models and units depend on. */
class CellIdentityTest {
  @TempDir Path folder;

  @Test
  void modelsThatDifferAfterTrainingOnlyHaveTheSameWeights() {
    Grid grid =
        grid(
            Configurations.SMALL
                + """
                defenses = [
                  { type = none }
                  { type = bit-depth, bits = 1 }
                  { type = feature-squeezing, bits = 1 }
                  { type = stochastic-activation-pruning }
                  { type = bit-depth, bits = 1, applied = always }
                ]
                seeds = [1, 2]
                """);
    List<String> weights = grid.models().stream().map(ModelSpecification::weightsId).toList();

    assertThat(grid.models()).extracting(ModelSpecification::id).doesNotHaveDuplicates();
    assertThat(weights.subList(0, 8)).containsOnly(weights.get(0), weights.get(1));
    assertThat(weights.stream().distinct()).hasSize(4);
  }

  /** What is drawn makes cells differ only where something is drawn. */
  @Test
  void drawsArePartOfTheIdentityOfRandomDefensesOnly() {
    String defenses = "defenses = [{ type = none }, { type = resize-and-pad }]\n";
    List<Cell> ten = grid(Configurations.SMALL + defenses).cells();
    List<Cell> five =
        grid(Configurations.SMALL
                + defenses
                + "attacks = [{ type = fgsm, eot-samples = 5, epsilons = [0.1] }]\n")
            .cells();

    assertThat(five.get(0).id()).isEqualTo(ten.get(0).id());
    assertThat(five.get(1).id()).isNotEqualTo(ten.get(1).id());
  }

  /** Whoever crosses draws over all defenses has as many cells as differ, not more. */
  @Test
  void crossedDrawsMakeCellsOfRandomDefensesOnly() {
    Grid grid =
        grid(
            Configurations.SMALL
                + """
                defenses = [{ type = none }, { type = resize-and-pad }]
                attacks = [{ type = fgsm, eot-samples = [1, 10], epsilons = [0.1, 0.2] }]
                """);

    assertThat(grid.cells()).extracting(Cell::id).doesNotHaveDuplicates();
    assertThat(grid.cells())
        .extracting(cell -> cell.model().defense().type() + " " + cell.threat().eotSamples())
        .containsExactly(
            "none 1",
            "none 1",
            "resize-and-pad 1",
            "resize-and-pad 1",
            "resize-and-pad 10",
            "resize-and-pad 10");
    assertThat(grid.units()).hasSize(3 * grid.units().get(0).dataset().testImages() / 500);
  }

  @Test
  void idsChangeWithTheirContent() {
    assertThat(
            List.of(
                cellId(""),
                cellId("datasets = [{ name = cifar10 }]"),
                cellId("datasets = [{ name = mnist, train-images = 59999 }]"),
                cellId("datasets = [{ name = mnist, test-images = 9999 }]"),
                cellId("network.initialization = he"),
                cellId("training.epochs = 7"),
                cellId("training.learning-rate = 2e-3"),
                cellId("defenses = [{ type = cq, levels = 2 }]"),
                cellId("defenses = [{ type = cq, levels = 2, z = 5 }]"),
                cellId("attacks = [{ type = fgsm, epsilons = [0.2] }]"),
                cellId("seeds = [2]")))
        .doesNotHaveDuplicates();
  }

  @Test
  void cellsDoNotDependOnChunkSizeOrNameButTheGridDependsOnChunkSize() {
    Grid grid = grid(Configurations.SMALL);
    Grid named = grid(Configurations.SMALL + "name = other\n");
    Grid chunked = grid(Configurations.SMALL + "evaluation.chunk-size = 20\n");

    assertThat(named.id()).isEqualTo(grid.id());
    assertThat(chunked.cells()).isEqualTo(grid.cells());
    assertThat(chunked.id()).isNotEqualTo(grid.id());
  }

  /**
   * Results on users' disks are named by these. Independently, for the model:
   *
   * <pre>
   * content = json.dumps(
   *     {"dataset": {"name": "mnist", "train-images": 60000}, "defense": {"type": "none"},
   *      "recipe": {
   *          "network": {"architecture": "paper-cnn", "initialization": "cleverhans-v3"},
   *          "training": {"batch-size": 128, "epochs": 6, "label-smoothing": 0.1,
   *                       "learning-rate": 0.001, "loss": "cross-entropy"}},
   *      "seed": 1},
   *     sort_keys=True, separators=(",", ":"))
   * hashlib.sha256(content.encode()).hexdigest()[:16]
   * </pre>
   *
   * and for the grid the same of {@code {"cells": [THE ONE CELL'S ID], "evaluation": {"chunk-size":
   * 500, "pictures": 5}}}.
   */
  @Test
  void idsAreFixedForever() {
    Grid grid = grid(Configurations.SMALL);

    assertThat(grid.id()).isEqualTo("51bcc9d12593d2d6");
    assertThat(grid.models().get(0).id()).isEqualTo("ad47708cfbca9ee6");
    assertThat(grid.cells().get(0).id()).isEqualTo("90d4db6e240c96e2");
    assertThat(grid.units().get(0).id()).isEqualTo("62aee1ec1d4ec59f");
  }

  private Grid grid(String text) {
    return Grid.of(Configurations.read(Configurations.write(folder, "sweep.conf", text)));
  }

  private String cellId(String change) {
    return grid(Configurations.SMALL + change).cells().get(0).id();
  }
}
