package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class SoftLabelsTest {
  /** More than the teacher is asked about at once. */
  private static final ImageSet IMAGES = TrainedSamples.images(507, 1);

  @ParameterizedTest
  @ValueSource(doubles = {1, 20})
  void areTheSoftmaxOfTheTeachersLogitsOverTheTemperature(double temperature) {
    try (NetworkClassifier teacher = TrainedSamples.plain()) {
      SoftLabels soft = SoftLabels.of(teacher, TrainingImages.of(IMAGES), temperature);

      float[] logits = teacher.logits(Samples.scaled(IMAGES), IMAGES.size());
      float[] row = new float[Samples.CLASSES];
      for (int image = 0; image < IMAGES.size(); image++) {
        soft.copy(image, row, 0);
        double sum = 0;
        double exponentials = 0;
        for (int c = 0; c < Samples.CLASSES; c++) {
          sum += row[c];
          exponentials += Math.exp(logits[image * Samples.CLASSES + c] / temperature);
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
        for (int c = 0; c < Samples.CLASSES; c++) {
          double expected =
              Math.exp(logits[image * Samples.CLASSES + c] / temperature) / exponentials;
          assertThat((double) row[c]).isCloseTo(expected, within(1e-6));
        }
      }
    }
  }

  /**
   * At equal logits of two classes the gradient is 1/2 less the target, divided by the number of
   * rows.
   */
  @Test
  void goWithTheRowsOfTheirImages() {
    SoftLabels soft = new SoftLabels(new float[] {1, 0, 0.75f, 0.25f, 0, 1}, 2);
    ImageSet images = TrainedSamples.images(3, 1);
    TrainingBatch batch =
        new TrainingBatch(
            TrainingImages.of(images),
            Optional.of(soft),
            images.shape(),
            TrainingOptions.defaults().augmentation(),
            4);
    TrainingOptions options = new TrainingOptions(1, 2, 1e-3, 0.1, Loss.CROSS_ENTROPY);
    float[] gradient = new float[8];

    batch.fill(new int[] {0, 2, 1}, 1, 3, 5);
    try (NetworkClassifier network = TrainedSamples.plain()) {
      batch.augment(RecordedAugmentation.negative(), 0, network);
    }
    batch.differentiate(new TrainingLoss(options, 2), new float[8], gradient);

    assertThat(batch.count()).isEqualTo(4);
    assertThat(gradient)
        .containsExactly(
            new float[] {0.125f, -0.125f, -0.0625f, 0.0625f, 0.125f, -0.125f, -0.0625f, 0.0625f},
            within(1e-7f));
  }
}
