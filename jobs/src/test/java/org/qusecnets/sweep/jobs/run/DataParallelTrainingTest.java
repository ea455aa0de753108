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
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

/** On a Spark with two tasks at a time. */
class DataParallelTrainingTest {
  private static final Dataset SAMPLE = Datasets.named("mnist-sample").load(Path.of(""));
  private static SparkLifecycle spark;

  @BeforeAll
  static void start() {
    System.setProperty("spark.master", "local[2]");
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

  /** Five batches, the last one short, in rounds of up to three steps. */
  @Test
  void oneWorkerMakesTheModelOfOneTask() {
    ImageSet few = some(300);
    ModelRecipe recipe = recipe("tq", Map.of("levels", 3, "sharing", "shared"), 2);

    TrainedModel model = train(together(recipe, 3), few, 1, new ArrayList<>());

    TrainedModel alone = Trainer.train(recipe, few, 1, 2, epoch -> {});
    assertThat(model.archive()).isEqualTo(alone.archive());
    assertThat(model.history()).hasSameSizeAs(alone.history());
    for (int epoch = 0; epoch < alone.history().size(); epoch++) {
      Epoch expected = alone.history().get(epoch);
      assertThat(model.history().get(epoch).loss()).isCloseTo(expected.loss(), within(1e-12));
      assertThat(model.history().get(epoch).accuracy()).isEqualTo(expected.accuracy());
    }
  }

  /** Six batches in rounds of up to eight by four workers on two cores: one or two steps each. */
  @Test
  void averagesWorkersOfUnequalSteps() {
    ImageSet few = some(350);
    ModelRecipe recipe = recipe("none", Map.of(), 4);

    TrainedModel model = train(together(recipe, 2), few, 4, new ArrayList<>());

    List<Epoch> history = model.history();
    assertThat(history).hasSize(4).allMatch(epoch -> Double.isFinite(epoch.loss()));
    assertThat(history.get(3).accuracy()).isGreaterThan(history.get(0).accuracy() + 0.2);
  }
}
