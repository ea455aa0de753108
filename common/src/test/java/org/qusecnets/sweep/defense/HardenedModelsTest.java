package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.evaluation.AttackEvaluation;
import org.qusecnets.sweep.evaluation.AttackProtocol;
import org.qusecnets.sweep.evaluation.Example;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** What defenses that act in training do to networks that learn from digits. */
class HardenedModelsTest {
  private static final int TESTED = 300;
  private static ImageSet train;
  private static ImageSet test;

  @BeforeAll
  static void load(@TempDir Path nothing) {
    Dataset sample = Datasets.named("mnist-sample").load(nothing);
    train = sample.train().select(StratifiedSample.indices(sample.train(), 2000));
    test = sample.test().select(StratifiedSample.indices(sample.test(), TESTED));
  }

  static Stream<Arguments> defenses() {
    return Stream.of(
        Arguments.of("adversarial-training", Map.of("epsilon", 0.3)),
        Arguments.of(
            "adversarial-training",
            Map.of("method", "pgd", "epsilon", 0.3, "iterations", 2, "step-size", 0.5)),
        Arguments.of("gaussian-augmentation", Map.of("sigma", 0.3)),
        Arguments.of("input-dropout", Map.of()),
        Arguments.of("defensive-distillation", Map.of("temperature", 10)));
  }

  @ParameterizedTest
  @MethodSource("defenses")
  void sameSeedsGiveTheSameBytesAndTheDefenseChangesThem(String type, Map<String, Object> given) {
    ImageSet few = train.select(IntStream.range(0, 100).toArray());
    ModelRecipe undefended = recipe(2);
    ModelRecipe defended = Defenses.read(type, Options.of(given)).protect(undefended);
    byte[] archive = Trainer.train(defended, few, 1, 2, epoch -> {}).archive();

    assertThat(Trainer.train(defended, few, 1, 2, epoch -> {}).archive()).isEqualTo(archive);
    assertThat(Trainer.train(undefended, few, 1, 2, epoch -> {}).archive()).isNotEqualTo(archive);
  }

  /** Learned from one step, a network resists one step and not more. */
  @Test
  void adversarialTrainingResistsTheAttackItKnows() {
    try (NetworkClassifier undefended = trained("none", Map.of());
        NetworkClassifier oneStep = trained("adversarial-training", Map.of("epsilon", 0.3));
        NetworkClassifier iterated =
            trained(
                "adversarial-training",
                Map.of("method", "pgd", "epsilon", 0.1, "iterations", 5, "step-size", 0.25))) {
      assertThat(accuracy(undefended, "fgsm", 0.3f)).isLessThan(0.05);
      assertThat(accuracy(oneStep, "fgsm", 0.3f)).isGreaterThan(0.3);
      assertThat(accuracy(oneStep, "pgd", 0.3f)).isLessThan(0.1);
      assertThat(accuracy(oneStep, "fgsm", 0)).isGreaterThan(0.8);

      assertThat(accuracy(undefended, "pgd", 0.1f)).isLessThan(0.3);
      assertThat(accuracy(iterated, "pgd", 0.1f)).isGreaterThan(0.5);
      assertThat(accuracy(iterated, "pgd", 0)).isGreaterThan(0.7);
    }
  }

  @Test
  void noiseAndDropoutCostLittleAccuracy() {
    try (NetworkClassifier noisy = trained("gaussian-augmentation", Map.of("sigma", 0.3));
        NetworkClassifier dropped = trained("input-dropout", Map.of())) {
      assertThat(accuracy(noisy, "fgsm", 0)).isGreaterThan(0.8);
      assertThat(accuracy(dropped, "fgsm", 0)).isGreaterThan(0.8);
    }
  }

  /** Training divides the logits by the temperature, so that they grow by as much. */
  @Test
  void distilledNetworksLogitsAreLargerByTheTemperature() {
    try (NetworkClassifier cold = trained("defensive-distillation", Map.of("temperature", 1));
        NetworkClassifier hot = trained("defensive-distillation", Map.of("temperature", 10))) {
      assertThat(spread(hot) / spread(cold)).isBetween(5.0, 15.0);
      assertThat(accuracy(hot, "fgsm", 0)).isGreaterThan(0.75);
    }
  }

  private static NetworkClassifier trained(String type, Map<String, Object> given) {
    ModelRecipe recipe = Defenses.read(type, Options.of(given)).protect(recipe(2));
    TrainedModel model = Trainer.train(recipe, train, 1, 2, epoch -> {});
    return ModelArchive.open(model, recipe, train.shape());
  }

  private static ModelRecipe recipe(int epochs) {
    return ModelRecipe.undefended(
        new NetworkOptions(Architectures.MLP_200_200, Initialization.CLEVERHANS_V3),
        new TrainingOptions(epochs, 32, 1e-3, 0.1, Loss.CROSS_ENTROPY));
  }

  private static double accuracy(NetworkClassifier network, String attack, float epsilon) {
    AttackEvaluation evaluation =
        new AttackEvaluation(
            network,
            test,
            IntStream.range(0, TESTED).toArray(),
            new long[TESTED],
            0,
            AttackProtocol.standard());
    List<Example> examples =
        evaluation.examples(Attacks.read(attack, Options.of(Map.of())), new float[] {epsilon});
    return examples.stream().filter(e -> e.adversarial().label() == e.label()).count()
        / (double) TESTED;
  }

  /** How far the largest logit is above the mean of all, on average over the images. */
  private static double spread(NetworkClassifier network) {
    int size = test.shape().size();
    float[] pixels = new float[TESTED * size];
    for (int i = 0; i < TESTED; i++) {
      test.scale(i, pixels, i * size);
    }
    float[] logits = network.logits(pixels, TESTED);
    double spread = 0;
    for (int from = 0; from < logits.length; from += 10) {
      double largest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (int c = from; c < from + 10; c++) {
        largest = Math.max(largest, logits[c]);
        sum += logits[c];
      }
      spread += largest - sum / 10;
    }
    return spread / TESTED;
  }
}
