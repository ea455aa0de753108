package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.recipe.TrainingOptions;
import org.qusecnets.sweep.recipe.TrainingOptions.Loss;

class TrainingTest {
  private static final ImageSet IMAGES = Samples.brightnessClasses(Samples.GREY, 20, 1);

  /** Adam's first step is its rate, whatever the gradient's size. */
  @Test
  void trainingGoesOnFromTheWeightsWithNewMoments() {
    TrainingImages images = TrainingImages.of(IMAGES);
    try (Training training = training(1, IMAGES.size())) {
      INDArray first = outputBias(training, images);
      INDArray second = outputBias(training, images);
      INDArray third = outputBias(training, images);

      assertSteps(second.sub(first));
      assertSteps(third.sub(second));
    }
  }

  private static void assertSteps(INDArray change) {
    for (double step : change.toDoubleVector()) {
      assertThat(Math.abs(step)).isCloseTo(1e-3, within(1e-5));
    }
  }

  private static INDArray outputBias(Training training, TrainingImages images) {
    training.train(images);
    return ModelArchive.read(training.model().archive()).getParam("2_b");
  }

  @Test
  void historyGoesOnAndBatchesGrowWithTheImages() {
    try (Training training = training(2, 20)) {
      training.train(TrainingImages.of(TrainedSamples.images(3, 1)));
      training.train(TrainingImages.of(IMAGES));

      assertThat(training.model().history()).hasSize(4);
    }
  }

  private static Training training(int epochs, int mostImages) {
    TrainingOptions options = new TrainingOptions(epochs, 128, 1e-3, 0, Loss.CROSS_ENTROPY);
    return new Training(
        Samples.MLP.trainedWith(options),
        IMAGES.shape(),
        IMAGES.classes(),
        mostImages,
        1,
        2,
        Optional.empty(),
        epoch -> {});
  }
}
