package org.qusecnets.sweep.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.TrainedModel.Epoch;
import org.qusecnets.sweep.network.Trainer;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;

/** Of networks that two tasks train together. */
@Tag("endurance")
class DataParallelAccuracyIT extends DataParallelTestCase {
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

    TrainedModel model = train(together(recipe, 10), images, TASKS, told);

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
