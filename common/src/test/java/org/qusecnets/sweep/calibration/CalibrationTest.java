package org.qusecnets.sweep.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.ConfigurationReader;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.DatasetCatalog;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.plan.Estimate;
import org.qusecnets.sweep.plan.Estimate.Basis;
import org.qusecnets.sweep.plan.ObservedEstimates;

/** On the bundled sample: what is measured, not how long it takes. */
class CalibrationTest {
  private static final String NAME = "mnist-sample";

  @TempDir private Path folder;
  private Grid grid;
  private Map<String, Dataset> datasets;

  @BeforeEach
  void expand() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("small.conf"),
            """
            datasets = [{ name = mnist-sample, train-images = 300, test-images = 40 }]
            training.batch-size = 64
            defenses = [{ type = none }, { type = feature-squeezing, bits = 1 }, { type = defensive-distillation }]
            attacks = [
              { type = fgsm, epsilons = [0.1, 0.3] }
              { type = fgsm, threat-model = black-box, epsilons = [0.3] }
              { type = cw, iterations = 1000, search-steps = 20, epsilons = [2] }
            ]
            substitute { hold-out = 40, iterations = 4, epochs = 1 }
            seeds = [1, 2]
            """);
    grid = Grid.of(ConfigurationReader.read(file, List.of(), DatasetCatalog.registered()));
    datasets = Map.of(NAME, Datasets.named(NAME).load(folder));
  }

  @Test
  void saysWhatItWillMeasure() {
    assertThat(new Calibration(grid, datasets, 10).announcement())
        .isEqualTo(
            "Measuring 3 kinds of training and 9 of attacks on one core, for at most about 10 s");
  }

  @Test
  void measuresEveryTrainingAndEveryAttackThatIsNotTooLong() {
    ObservedEstimates estimates = new Calibration(grid, datasets, 1000).measure();

    assertThat(estimates.origin()).contains("3 of 3 kinds of training", "6 of 9\nkinds of attacks");
    grid.models()
        .forEach(
            model -> {
              Estimate training = estimates.training(List.of(model));
              assertThat(training.basis()).isEqualTo(Basis.SAME);
              assertThat(training.seconds()).isPositive();
            });
    grid.units()
        .forEach(
            unit -> {
              Estimate attack = estimates.attack(unit);
              boolean tooLong = unit.attack().attack().type().equals("cw");
              assertThat(attack.basis()).isEqualTo(tooLong ? Basis.NOMINAL : Basis.SAME);
              assertThat(attack.seconds()).isPositive();
            });
  }

  @Test
  void withoutTimeItTrainsButAttacksNothing() {
    ObservedEstimates estimates = new Calibration(grid, datasets, 0).measure();

    assertThat(estimates.origin()).contains("3 of 3 kinds of training", "0 of 9\nkinds of attacks");
    assertThat(grid.units()).allMatch(unit -> estimates.attack(unit).basis() == Basis.NOMINAL);
  }
}
