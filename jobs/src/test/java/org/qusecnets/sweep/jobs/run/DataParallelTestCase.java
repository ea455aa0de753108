package org.qusecnets.sweep.jobs.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.qusecnets.sweep.dataset.Dataset;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.StratifiedSample;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.NetworkOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;
import org.qusecnets.sweep.recipe.TrainingOptions.Parallelism;

/** Networks that several tasks train together, on a Spark with two tasks at a time. */
abstract class DataParallelTestCase {
  static final int TASKS = 2;
  static final Dataset SAMPLE = Datasets.named("mnist-sample").load(Path.of(""));
  private static SparkLifecycle spark;

  @BeforeAll
  static void start() {
    System.setProperty("spark.master", "local[" + TASKS + "]");
    spark = SparkLifecycle.start("test", new SparkConf());
  }

  @AfterAll
  static void stop() {
    spark.close();
    System.clearProperty("spark.master");
  }

  static ModelRecipe recipe(String defense, Map<String, Object> parameters, int epochs) {
    TrainingOptions training = new TrainingOptions(epochs, 64, 1e-3, 0.1, Loss.CROSS_ENTROPY);
    return Defenses.read(defense, Options.of(parameters))
        .protect(ModelRecipe.undefended(NetworkOptions.defaults(), training));
  }

  static ModelRecipe together(ModelRecipe recipe, int averagingFrequency) {
    return recipe.trainedWith(recipe.training().with(Parallelism.DATA, averagingFrequency));
  }

  static TrainedModel train(ModelRecipe recipe, ImageSet images, int workers, List<Epoch> told) {
    return DataParallelTraining.train(spark.context(), recipe, images, 1, 2, workers, told::add);
  }

  static ImageSet some(int images) {
    return SAMPLE.train().select(StratifiedSample.indices(SAMPLE.train(), images));
  }
}
