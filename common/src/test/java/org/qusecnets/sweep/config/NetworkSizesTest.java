package org.qusecnets.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Architecture;
import org.qusecnets.sweep.recipe.InputScale;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.PretrainedWeights;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.layer.Convolution;
import org.qusecnets.sweep.recipe.layer.Padding;

/** Networks whose layers make more of images, or of a batch, than arrays hold. */
class NetworkSizesTest {
  private static final String OTHERS =
      """
      datasets = [{ name = mnist }]
      attacks = [{ type = fgsm, epsilons = [0.1] }]
      seeds = [1]
      """;

  private static final String LARGE =
      """
      network { architecture = mine, layers = [
        relu
        { residual = [
          { conv = 2680, kernel = 3, padding = same }, relu, { conv = 1, kernel = 1 }
        ] }
        { max-pool = 28 }
      ] }
      """;

  @TempDir private Path folder;

  private String message(String... text) {
    return BadConfigurations.ofText(folder, OTHERS + String.join("\n", text));
  }

  @Test
  void batchWhoseValuesNoArrayHoldsIsToldAtItsLayer() {
    assertThat(message(LARGE, "defenses = [{ type = none }]", "training.batch-size = 1023"))
        .isEqualTo(
            """
            Cannot run bad.conf: 1 problem
            bad.conf:7: training: batch-size of 1023 is too large for mine with none on mnist: \
            conv 2680 3x3 same: 2,101,120 values of each of 1,023 images are more than the \
            2,147,483,639 of an array; set a smaller batch-size, or a smaller layer\
            """);
  }

  @Test
  void largestBatchThatArraysHoldIsRight() {
    String most = "defenses = [{ type = none }]\ntraining.batch-size = 1024\n";
    assertThatCode(
            () ->
                Configurations.read(
                    Configurations.write(
                        folder, "good.conf", OTHERS + LARGE + most.replace("1024", "1022"))))
        .doesNotThrowAnyException();
  }

  @Test
  void imagesThatADefenseAddsCount() {
    assertThat(
            message(
                LARGE,
                "defenses = [{ type = none }, { type = adversarial-training, epsilon = 0.1 }]",
                "training.batch-size = 600"))
        .contains("1 problem")
        .contains(
            "bad.conf:7: training: batch-size of 600 is too large for mine with"
                + " adversarial-training on mnist: conv 2680 3x3 same: 2,101,120 values of each of"
                + " 1,200 images");
  }

  @Test
  void moreImagesThanThereAreDoNotCount() {
    String few = OTHERS.replace("name = mnist", "name = mnist, train-images = 1000");
    assertThatCode(
            () ->
                Configurations.read(
                    Configurations.write(
                        folder,
                        "few.conf",
                        few + LARGE + "defenses = [{ type = none }]\ntraining.batch-size = 1024")))
        .doesNotThrowAnyException();
  }

  @Test
  void thresholdsOfAQuantizationLayerCount() {
    assertThat(
            BadConfigurations.ofText(
                folder,
                OTHERS.replace("mnist", "cifar10")
                    + """
                    network.architecture = lenet-5
                    defenses = [{ type = cq, levels = 256 }, [{ type = adversarial-training, epsilon = 0.1 }, { type = gaussian-augmentation, sigma = 0.1 },
                        { type = cq, levels = 256 }]]
                    training { epochs = 2
                      batch-size = 1024 }
                    """))
        .contains("1 problem")
        .contains(
            "bad.conf:8: training: batch-size of 1024 is too large for lenet-5 with"
                + " adversarial-training+gaussian-augmentation+cq on cifar10: what is in front of"
                + " it: 783,360 values of each of 4,096 images");
  }

  @Test
  void substitutesHaveBatchesToo() {
    String blackBox =
        """
        defenses = [{ type = none }]
        attacks = [{ type = fgsm, threat-model = black-box, epsilons = [0.1] }]
        datasets = [{ name = mnist, test-images = 100 }]
        substitute { hold-out = 1000, iterations = 2, batch-size = 1024, network = target }
        training.batch-size = 64
        """;
    assertThat(message(LARGE.replace("2680", "2900"), blackBox))
        .contains("1 problem")
        .contains(
            "bad.conf:7: substitute: batch-size of 1024 is too large for mine on mnist: conv 2900"
                + " 3x3 same: 2,273,600 values of each of 1,024 images");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ conv = 2, kernel = 1024, padding = same } | conv 2 1024x1024 same: its kernel would take more than 4,000,000 values of an image at the places of a row",
        "{ conv = 1000, kernel = 1 }, { max-pool = 28, stride = 1, padding = same } | max-pool 28x28 same: its windows take 614,656,000 values of an image, more than 67,108,864"
      })
  void copiesOfAnImageAreNoMoreThanArraysHold(String layers, String problem) {
    assertThat(
            message(
                "network { architecture = mine, layers = [" + layers + "] }",
                "defenses = [{ type = none }]"))
        .contains("mine does not fit images of 28 x 28: " + problem);
  }

  @Test
  void networksMustTakeWhatDefensesMakeOfImages() {
    assertThat(
            message(
                "network { architecture = mine, layers = [{ dense = 30000 }] }",
                "defenses = [{ type = none }, { type = thermometer, levels = 16 }]"))
        .contains("1 problem")
        .contains(
            "bad.conf:4: dataset mnist behind thermometer: mine would have 376,650,010 weights for"
                + " images of 28 x 28, more than 268,435,456");
  }

  @Test
  void networksThatAreNotTrainedHaveNoSteps() {
    Architecture large =
        Architecture.own("mine", List.of(new Convolution(2680, 3, 1, Padding.SAME)));
    PretrainedWeights weights =
        new PretrainedWeights("onnx", "", "0".repeat(64), InputScale.identity(), "", null);
    TrainingOptions training =
        new TrainingOptions(1, 1024, 1e-3, 0.1, TrainingOptions.Loss.CROSS_ENTROPY);
    ImageShape shape = new ImageShape(1, 28, 28);
    NetworkOptions network = NetworkOptions.defaults();

    assertThat(ModelRecipe.undefended(network.with(large), training).obstacleToStep(shape, 60_000))
        .isPresent();
    assertThat(
            ModelRecipe.undefended(network.with(large.with(weights)), training)
                .obstacleToStep(shape, 60_000))
        .isEmpty();
  }
}
