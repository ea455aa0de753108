package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.defense.DefenseTable.Row;
import org.qusecnets.sweep.network.DetectorCalibration;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

/** Every defense once, trained on the sample of MNIST. */
@Tag("endurance")
class CleanAccuracyIT {
  private static final ModelRecipe UNDEFENDED =
      ModelRecipe.undefended(
          NetworkOptions.defaults(), new TrainingOptions(3, 32, 1e-3, 0.1, Loss.CROSS_ENTROPY));
  private static final int TEST_IMAGES = 1000;
  private static final double USUAL_COST = 0.02;

  /**
   * Defenses that cost more. A temperature of 100 leaves a hundredth of every gradient, which
   * Adam's first steps make up for but not wholly in so short a training; of shrunken digits in
   * grey frames the network has seen none; what withstands a box of 0.3 tells fewer digits apart.
   * Measured, in this order: 0.093, 0.055, 0.032, 0.022, 0.093, 0.164, 0.068.
   */
  private static final Map<String, Double> COSTS =
      Map.of(
          "defensive-distillation", 0.12,
          "resize-and-pad", 0.07,
          "quantized-activations", 0.06,
          "median-filter", 0.04,
          "interval-training", 0.12,
          "crown-interval-training", 0.2,
          "small-box-training", 0.09);

  private static final Dataset SAMPLE = Datasets.named("mnist-sample").load(Path.of(""));
  private static final ImageSet TRAINING =
      SAMPLE.train().select(StratifiedSample.indices(SAMPLE.train(), 1000));
  private static final ImageSet TEST =
      SAMPLE.test().select(StratifiedSample.indices(SAMPLE.test(), TEST_IMAGES));

  private static final Map<ModelRecipe, TrainedModel> TRAINED = new ConcurrentHashMap<>();

  static Stream<Row> rows() {
    return DefenseTable.rows().stream();
  }

  /** On all cores: what training gives does not depend on what else is running. */
  @BeforeAll
  static void train() {
    rows().map(row -> protect(row).inTraining()).distinct().toList().parallelStream()
        .forEach(recipe -> TRAINED.put(recipe, Trainer.train(recipe, TRAINING, 1, 2, epoch -> {})));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isAboutThatOfTheUndefendedNetwork(Row row) {
    double undefended = accuracy(UNDEFENDED);

    double accuracy = accuracy(protect(row));

    assertThat(undefended).isGreaterThan(0.9);
    assertThat(accuracy)
        .isGreaterThanOrEqualTo(undefended - COSTS.getOrDefault(row.type(), USUAL_COST));
  }

  private static ModelRecipe protect(Row row) {
    return Defenses.read(row.type(), Options.of(row.given())).protect(UNDEFENDED);
  }

  private static double accuracy(ModelRecipe recipe) {
    TrainedModel weights = TRAINED.get(recipe.inTraining());
    TrainedModel model = DetectorCalibration.calibrate(weights, recipe, TRAINING);
    float[] pixels = new float[TEST_IMAGES * TEST.shape().size()];
    for (int i = 0; i < TEST_IMAGES; i++) {
      TEST.scale(i, pixels, i * TEST.shape().size());
    }
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, TEST.shape())) {
      float[] logits = classifier.logits(pixels, TEST_IMAGES);
      int correct = 0;
      for (int i = 0; i < TEST_IMAGES; i++) {
        int classes = classifier.classes();
        correct += Logits.argmax(logits, i * classes, classes) == TEST.label(i) ? 1 : 0;
      }
      return (double) correct / TEST_IMAGES;
    }
  }
}
