package org.qusecnets.sweep.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qusecnets.sweep.config.Configurations;
import org.qusecnets.sweep.grid.Grid;
import org.qusecnets.sweep.grid.ModelSpecification;
import org.qusecnets.sweep.grid.SweepConfiguration;

class PlanTest {
  private static final TaskEstimates ESTIMATES = new FixedRates(new Rates(1_000, 500, 2_000, 10));

  @TempDir Path folder;
  private Grid grid;
  private Plan plan;

  @BeforeEach
  void plan() {
    Path file =
        Configurations.write(
            folder,
            "mnist-fgsm.conf",
            """
            datasets = [{ name = mnist }]
            defenses = [{ type = none }, { type = cq, levels = 2 }, { type = tq, levels = 2 }]
            attacks = [{ type = fgsm, epsilons = [0.05, 0.3] }]
            seeds = [1, 2]
            """);
    SweepConfiguration configuration = Configurations.read(file);
    grid = Grid.of(configuration);
    plan = Plan.of(grid, configuration);
  }

  @Test
  void countsTheWork() {
    assertThat(plan.trainingImages()).isEqualTo(6 * 60_000 * 6);
    assertThat(plan.gradients()).isEqualTo(6 * 10_000);
    assertThat(plan.inferences()).isEqualTo(6 * 10_000 * (1 + 2 * 2) + 6 * 10_000);
    assertThat(plan.coreMinutes(ESTIMATES)).isCloseTo((2_160 + 120 + 180) / 60.0, within(1e-9));
  }

  /**
   * Of 60,000 images and 6 epochs: one model learns from each image and its adversarial one, for
   * one gradient; one from adversarial images alone, for 7 gradients; one from each image and a
   * noisy one; one after its teacher, who predicts each training image; two from each image and,
   * but for 5 % of the steps, its box, which is two, one of them after 8 gradients, 1 epoch each.
   */
  @Test
  void countsWhatHardeningTakes() {
    Path file =
        Configurations.write(
            folder,
            "hardened.conf",
            """
            datasets = [{ name = mnist }]
            defenses = [
              { type = adversarial-training, epsilon = 0.3 }
              { type = adversarial-training, method = pgd, iterations = 7, epsilon = 0.3 }
              { type = gaussian-augmentation, sigma = 0.3 }
              { type = defensive-distillation }
              { type = interval-training, epsilon = 0.3, epochs = 1 }
              { type = small-box-training, epsilon = 0.3, epochs = 1 }
            ]
            attacks = [{ type = fgsm, epsilons = [0.3] }]
            seeds = [1]
            """);
    SweepConfiguration configuration = Configurations.read(file);
    Grid hardened = Grid.of(configuration);

    Plan work = Plan.of(hardened, configuration);

    assertThat(hardened.models())
        .extracting(ModelSpecification::epochs)
        .containsExactly(6, 6, 6, 12, 1, 1);
    assertThat(work.trainingImages()).isEqualTo((2 + 1 + 2 + 2) * 360_000 + 2 * 174_000);
    assertThat(work.gradients()).isEqualTo(6 * 10_000 + (1 + 7) * 360_000 + 8 * 60_000);
    assertThat(work.inferences()).isEqualTo(6 * 10_000 * 3 + 60_000 + 6 * 10_000);
  }

  /**
   * 100 images each: a random defense gives each gradient as the mean of 10 draws; a detector of
   * two squeezers predicts each image three times more, and each of 60,000 training images three
   * times for its threshold.
   */
  @Test
  void countsDrawsAndDetectors() {
    Path file =
        Configurations.write(
            folder,
            "drawn.conf",
            """
            datasets = [{ name = mnist, test-images = 100 }]
            defenses = [{ type = resize-and-pad }, { type = feature-squeezing, bits = 1 }]
            attacks = [{ type = fgsm, eot-samples = 10, epsilons = [0.1, 0.3] }]
            seeds = [1]
            """);
    SweepConfiguration configuration = Configurations.read(file);

    Plan work = Plan.of(Grid.of(configuration), configuration);

    assertThat(work.gradients()).isEqualTo(100 * 10 + 100);
    assertThat(work.inferences()).isEqualTo(100 * 5 + 100 * 5 * (1 + 3) + 2 * 100 + 60_000 * 3);
  }

  /**
   * A substitute of 150, 300, 600 points learns from 1,050 of them, 10 times each; the target
   * labels the 600, of which 450 come of a gradient each. It predicts the clean images twice, once
   * as itself and once beside its substitute.
   */
  @Test
  void countsSubstitutes() {
    Path file =
        Configurations.write(
            folder,
            "black-box.conf",
            """
            datasets = [{ name = mnist, test-images = 100 }]
            defenses = [{ type = none }]
            attacks = [{ type = fgsm, threat-model = black-box, epsilons = [0.1] }]
            substitute.iterations = 3
            seeds = [1]
            """);
    SweepConfiguration configuration = Configurations.read(file);

    Plan work = Plan.of(Grid.of(configuration), configuration);

    assertThat(work.trainingImages()).isEqualTo(6 * 60_000 + 1_050 * 10);
    assertThat(work.gradients()).isEqualTo(100 + 450);
    assertThat(work.inferences()).isEqualTo(600 + 100 * 3 + 3 * 100);
  }

  @Test
  void describesTheSweep() {
    assertThat(
            plan.describe(
                ESTIMATES, new Overheads(6, 0.1, 4), new Cluster(1, 2), "4.8 GB", Plan.Detail.GRID))
        .isEqualTo(
            """
            Sweep             mnist-fgsm
            Grid              GRIDID
            Minutes                        20.8  on 2 cores
            Core-minutes                   41.0  training 36.0, attacks 4.5, clean 0.5
            Memory            4.8 GB
            Disk              about 28 MB: models 17 MB, receipts 7 MB, tables 3 MB

            Cells                          12
            Models to train                 6
            Attack units                  120
            Training images         2,160,000
            Image gradients            60,000
            Image inferences          360,000

                 cores     minutes    busy
                     1        41.4    99 %
                     2        20.8    99 %
                     4        12.6    81 %
                     8         6.8    75 %
                    16         6.5    39 %
                    32         6.4    20 %

            The rates are fixed.
            Starting takes about 6 s, a task 0.10 s besides its work and the tables 4 s. No core
            is taken to slow down another.

            Network           architecture = paper-cnn, initialization = cleverhans-v3
            Training          batch-size = 128, epochs = 6, label-smoothing = 0.1, \
            learning-rate = 0.001, loss = cross-entropy
            Datasets          mnist (60,000 training images, 10,000 test images)
            Defenses          none
                              cq (derivative = exact, levels = 2, placement = linear, z = 50)
                              tq (derivative = exact, levels = 2, loss = as-training, placement = linear, \
            sharing = per-pixel, threshold-learning-rate = 0.001, threshold-optimizer = adam, z = 5)
            Attacks           fgsm (target = none, threat-model = white-box, gradient = exact, \
            eot-samples = 10, misclassified = skip, labels = true-label) at epsilon 0.05, 0.3
            Seeds             1, 2
            """
                .replace("GRIDID", grid.id()));
  }

  @Test
  void saysThatObservedEstimatesOfOtherWorkTellNothing() {
    TaskEstimates others =
        ObservedEstimates.of(
            "The estimates are those of other work.\n", grid, List.of(), List.of(), List.of());

    assertThat(
            plan.describe(
                others, new Overheads(6, 0.1, 4), new Cluster(1, 2), "4.8 GB", Plan.Detail.BRIEF))
        .contains(
            """
            The estimates are those of other work.
            Of the work 0 % was measured of its own kind, 0 % of the same attack on other models, 100 % is nominal.
            """);
  }

  @Test
  void refusesAMachineWithoutCores() {
    assertThatThrownBy(() -> new Cluster(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sweep needs a core, was 1 executors of 0");
  }

  @Test
  void refusesRatesOfZero() {
    assertThatThrownBy(() -> new Rates(1, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rates must be above 0");
  }
}
