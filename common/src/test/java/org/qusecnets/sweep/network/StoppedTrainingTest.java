package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.BoxSchedule;
import org.qusecnets.sweep.recipe.CertifiedTraining;
import org.qusecnets.sweep.recipe.CertifiedTraining.Bounds;
import org.qusecnets.sweep.recipe.Distillation;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;

class StoppedTrainingTest {
  private static final ImageSet IMAGES = TrainedSamples.images(60, 1);

  /** Nothing is learned, so that each epoch has the loss of the first. */
  private static final double NOTHING = 1e-12;

  @Test
  void trainingEndsAtAPlateau() {
    List<Epoch> heard = new ArrayList<>();

    TrainedModel model =
        Trainer.train(recipe(10, NOTHING, Map.of("patience", 2)), IMAGES, 1, 2, heard::add);

    assertThat(model.history()).hasSize(3).isEqualTo(heard);
  }

  @Test
  void trainingGoesOnWithoutPatience() {
    assertThat(history(recipe(6, NOTHING, Map.of()))).hasSize(6);
  }

  @Test
  void trainingGoesOnWhileTheLossFalls() {
    ModelRecipe recipe = recipe(4, 1e-3, Map.of("patience", 1, "least-gain", 1e-3));

    assertThat(history(recipe)).hasSize(4);
    ModelRecipe demanding = recipe(4, 1e-3, Map.of("patience", 1, "least-gain", 0.99));
    assertThat(history(demanding)).hasSize(2);
  }

  /** What was trained until then is the model that fewer epochs make. */
  @Test
  void modelIsThatOfTheLastEpoch() {
    ModelRecipe demanding = recipe(4, 1e-3, Map.of("patience", 1, "least-gain", 0.99));

    assertThat(Trainer.train(demanding, IMAGES, 1, 2, epoch -> {}).archive())
        .isEqualTo(Trainer.train(recipe(2, 1e-3, Map.of()), IMAGES, 1, 2, epoch -> {}).archive());
  }

  @Test
  void teacherAndStudentEndEachOnItsOwn() {
    ModelRecipe recipe = recipe(10, NOTHING, Map.of("patience", 2)).with(new Distillation(10));

    assertThat(history(recipe)).hasSize(3 + 3);
    assertThat(recipe.totalEpochs()).isEqualTo(20);
  }

  /** Boxes are grown after 6 of 10 epochs; the seventh is the first that the others are put to. */
  @Test
  void epochsCountOnceBoxesAreGrown() {
    ModelRecipe recipe =
        recipe(10, NOTHING, Map.of("patience", 1))
            .with(
                new CertifiedTraining(
                    new BoxSchedule(0.1, 0.25, 0.35, 0.5, 0), null, Bounds.INTERVAL));

    List<Epoch> history = history(recipe);

    assertThat(history).hasSize(8);
    assertThat(history.get(5).loss()).isGreaterThan(history.get(0).loss());
  }

  private static List<Epoch> history(ModelRecipe recipe) {
    return Trainer.train(recipe, IMAGES, 1, 2, epoch -> {}).history();
  }

  private static ModelRecipe recipe(int epochs, double rate, Map<String, Object> stopping) {
    Map<String, Object> options = new HashMap<>(stopping);
    options.put("epochs", epochs);
    options.put("learning-rate", rate);
    options.put("batch-size", 20);
    return Samples.MLP.trainedWith(TrainingOptions.DECLARATION.read(Options.of(options)));
  }
}
