package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

/** Of networks that two tasks train together. */
@Tag("endurance")
class DataParallelAccuracyIT {
  private static final Dataset SAMPLE = Datasets.named("mnist-sample").load(Path.of(""));
  private static final int WORKERS = 2;
  private static SparkLifecycle spark;

  @BeforeAll
  static void start() {
    System.setProperty("spark.master", "local[" + WORKERS + "]");
    spark = SparkLifecycle.start("test", new SparkConf());
  }

  @AfterAll
  static void stop() {
    spark.close();
    System.clearProperty("spark.master");
  }

  private static ModelRecipe recipe(String defense, Map<String, Object> parameters, int epochs) {
    TrainingOptions training = new TrainingOptions(epochs, 64, 1e-3, 0.1, Loss.CROSS_ENTROPY);
    return Defenses.read(defense, Options.of(parameters))
        .protect(ModelRecipe.undefended(NetworkOptions.defaults(), training));
  }

  private static ModelRecipe together(ModelRecipe recipe, int averagingFrequency) {
    return recipe.trainedWith(recipe.training().with(Parallelism.DATA, averagingFrequency));
  }

  private static TrainedModel train(
      ModelRecipe recipe, ImageSet images, int workers, List<Epoch> told) {
    return DataParallelTraining.train(spark.context(), recipe, images, 1, 2, workers, told::add);
  }

  private static ImageSet some(int images) {
    return SAMPLE.train().select(StratifiedSample.indices(SAMPLE.train(), images));
  }

  private static double accuracy(TrainedModel model, ModelRecipe recipe) {
    ImageSet test = SAMPLE.test();
    float[] pixels = new float[test.size() * test.shape().size()];
    int correct = 0;
    for (int i = 0; i < test.size(); i++) {
      test.scale(i, pixels, i * test.shape().size());
    }
    try (NetworkClassifier classifier = ModelArchive.open(model, recipe, test.shape())) {
      float[] logits = classifier.logits(pixels, test.size());
      int classes = classifier.classes();
      for (int i = 0; i < test.size(); i++) {
        correct += Logits.argmax(logits, i * classes, classes) == test.label(i) ? 1 : 0;
      }
    }
    return (double) correct / test.size();
  }

  /** Not the same network: each averages the weights of two that saw half of the images. */
  @Test
  void twoWorkersAreAsAccurateAsOneModelInOneTask() {
    ModelRecipe recipe = recipe("tq", Map.of("levels", 3), 3);
    ImageSet images = some(6000);
    TrainedModel alone = Trainer.train(recipe, images, 1, 2, epoch -> {});
    List<Epoch> told = new ArrayList<>();

    TrainedModel model = train(together(recipe, 10), images, WORKERS, told);

    double expected = accuracy(alone, recipe);
    assertThat(expected).isGreaterThan(0.97);
    assertThat(accuracy(model, recipe)).isCloseTo(expected, within(0.01));
    assertThat(model.history()).hasSize(3).isEqualTo(told);
    assertThat(model.history().get(2).loss()).isLessThan(model.history().get(0).loss());
    assertThat(model.history().get(2).accuracy()).isGreaterThan(0.95);
    assertThat(model.parameters()).isEqualTo(alone.parameters());
    assertThat(model.sha256()).isNotEqualTo(alone.sha256());
    // A pixel in the middle; those at the border are black in every image.
    float[] middle = {model.thresholds()[0][14 * 28 + 14], model.thresholds()[1][14 * 28 + 14]};
    assertThat(middle[0]).isBetween(0.1f, 0.6f).isNotCloseTo(1f / 3, within(1e-3f));
    assertThat(middle[1]).isBetween(0.3f, 0.9f).isNotCloseTo(2f / 3, within(1e-3f));
  }
}
