package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;

/** On a Spark with two tasks at a time. */
class DataParallelTrainingTest extends DataParallelTestCase {
  /** Five batches, the last one short, in rounds of up to three steps. */
  @Test
  void oneWorkerMakesTheModelOfOneTask() {
    assertOneWorkerMakesTheSame(recipe("tq", Map.of("levels", 3, "sharing", "shared"), 2), 2);
  }

  @Test
  void workersHaveTheOptimizerTheClippingAndTheEndOfOneTask() {
    TrainingOptions options =
        TrainingOptions.DECLARATION.read(
            Options.of(
                Map.of(
                    "optimizer", "sgd",
                    "weight-decay", 1e-3,
                    "clip-norm", 1,
                    "batch-size", 64,
                    "epochs", 4,
                    "patience", 1,
                    "least-gain", 0.99)));

    assertOneWorkerMakesTheSame(recipe("none", Map.of(), 2).trainedWith(options), 2);
  }

  private static void assertOneWorkerMakesTheSame(ModelRecipe recipe, int epochs) {
    ImageSet few = some(300);

    TrainedModel model = train(together(recipe, 3), few, 1, new ArrayList<>());

    TrainedModel alone = Trainer.train(recipe, few, 1, 2, epoch -> {});
    assertThat(model.archive()).isEqualTo(alone.archive());
    assertThat(model.history()).hasSameSizeAs(alone.history()).hasSize(epochs);
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
