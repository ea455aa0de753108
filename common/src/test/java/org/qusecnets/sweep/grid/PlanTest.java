package org.qusecnets.sweep.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final Rates RATES = new Rates(1_000, 500, 2_000);

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
    assertThat(plan.inferences()).isEqualTo(6 * 10_000 * (1 + 2 * 2));
    assertThat(plan.coreMinutes(RATES)).isEqualTo((2_160 + 120 + 150) / 60.0);
  }

  /**
   * Of 60,000 images and 6 epochs: one model learns from each image and its adversarial one, for
   * one gradient; one from adversarial images alone, for 7 gradients; one from each image and a
   * noisy one; one after its teacher, who predicts each training image.
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
              { type = adversarial-training, method = pgd, steps = 7, epsilon = 0.3 }
              { type = gaussian-augmentation, sigma = 0.3 }
              { type = defensive-distillation }
            ]
            attacks = [{ type = fgsm, epsilons = [0.3] }]
            seeds = [1]
            """);
    SweepConfiguration configuration = Configurations.read(file);
    Grid hardened = Grid.of(configuration);

    Plan work = Plan.of(hardened, configuration);

    assertThat(hardened.models())
        .extracting(ModelSpecification::epochs)
        .containsExactly(6, 6, 6, 12);
    assertThat(work.trainingImages()).isEqualTo((2 + 1 + 2 + 2) * 360_000);
    assertThat(work.gradients()).isEqualTo(4 * 10_000 + (1 + 7) * 360_000);
    assertThat(work.inferences()).isEqualTo(4 * 10_000 * 3 + 60_000);
  }

  @Test
  void describesTheSweep() {
    assertThat(plan.describe(RATES, 2))
        .isEqualTo(
            """
            Sweep             mnist-fgsm
            Grid              GRIDID
            Network           architecture = paper-cnn, initialization = cleverhans-v3
            Training          batch-size = 128, cost = cross-entropy, epochs = 6, label-smoothing = 0.1, \
            learning-rate = 0.001

            Datasets          mnist (60,000 training images, 10,000 test images)
            Defenses          none
                              cq (derivative = exact, levels = 2, placement = linear, z = 50)
                              tq (cost = as-training, derivative = exact, levels = 2, placement = linear, \
            sharing = per-pixel, threshold-learning-rate = 0.001, threshold-updater = adam, z = 5)
            Attacks           fgsm (target = none, threat-model = white-box, gradient = exact, \
            defense-draws = 10, misclassified = skip, labels = true) at epsilon 0.05, 0.3
            Seeds             1, 2

            Cells                          12
            Models to train                 6
            Attack units                  120
            Training images         2,160,000
            Image gradients            60,000
            Image inferences          300,000

            Core-minutes                   40.5
            Minutes                        20.3 at best, on 2 cores

            The estimate is nominal: it assumes that a core trains on 1,000 images a second,
            or computes 500 gradients or 2,000 predictions, and that no image's attack ends
            before its last step, as most do. Nothing was measured.
            """
                .replace("GRIDID", grid.id()));
  }

  @Test
  void refusesAMachineWithoutCores() {
    assertThatThrownBy(() -> plan.describe(RATES, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sweep needs a core, was 0");
  }

  @Test
  void refusesRatesOfZero() {
    assertThatThrownBy(() -> new Rates(1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rates must be above 0");
  }
}
