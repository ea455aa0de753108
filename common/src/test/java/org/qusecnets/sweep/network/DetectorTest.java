package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.network.Transforms.Scaled;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.TrainingOptions;

class DetectorTest {
  private static final Scaled HALF = Scaled.exact(0.5f);
  private static final Scaled SAME = Scaled.exact(1);

  @Test
  void theDistanceIsTheLargestOverAllSqueezers() {
    int count = 3;
    float[] images = Samples.randomImages(Samples.GREY, count, 1);
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      double[] found = Detector.distances(List.of(SAME, HALF), classifier, images, count);
      float[] logits = classifier.logits(images, count);
      float[] squeezed = classifier.logits(Transforms.times(images, 0.5f), count);
      for (int i = 0; i < count; i++) {
        double expected = 0;
        for (int c = 0; c < Samples.CLASSES; c++) {
          expected +=
              Math.abs(
                  Logits.probability(logits, i * Samples.CLASSES, Samples.CLASSES, c)
                      - Logits.probability(squeezed, i * Samples.CLASSES, Samples.CLASSES, c));
        }
        assertThat(found[i]).isCloseTo(expected, within(1e-12)).isPositive();
      }
      assertThat(Detector.distances(List.of(SAME), classifier, images, count)).containsOnly(0.0);
    }
  }

  @Test
  void theThresholdLeavesTheShareAboveIt() {
    double[] distances = IntStream.rangeClosed(1, 40).mapToDouble(i -> i / 20.0).toArray();

    assertThat(Detector.threshold(distances, 0.05)).isEqualTo(38 / 20.0);
    assertThat(Detector.threshold(distances, 0.04)).isEqualTo(39 / 20.0);
    assertThat(Detector.threshold(distances, 0.999)).isEqualTo(1 / 20.0);
    assertThat(Detector.threshold(new double[] {0.5}, 0.05)).isEqualTo(0.5);
  }

  @Test
  void whatLiesAboveTheThresholdIsDetected() {
    float[] images = Samples.randomImages(Samples.GREY, 2, 1);
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      double[] distances = Detector.distances(List.of(HALF), classifier, images, 2);
      double larger = Math.max(distances[0], distances[1]);
      double smaller = Math.min(distances[0], distances[1]);

      assertThat(new Detector(List.of(HALF), larger).detects(classifier, images, 2))
          .containsExactly(false, false);
      assertThat(new Detector(List.of(HALF), smaller).detects(classifier, images, 2))
          .containsExactly(distances[0] == larger, distances[1] == larger);
    }
  }

  @Test
  void besideARandomModelTheMajorityOfDrawsDecides() {
    int count = 60;
    float[] images = Samples.scaled(TrainedSamples.images(count, 4));
    Detector detector = new Detector(List.of(HALF), 0.5);
    try (NetworkClassifier classifier = TrainedSamples.behind(new Transforms.RandomlyScaled())) {
      List<float[]> draws = classifier.scoringLogits(images, count);
      List<float[]> squeezed = classifier.scoringLogits(Transforms.times(images, 0.5f), count);
      int undecided = 0;
      boolean[] detected = detector.detects(classifier, images, count);
      for (int i = 0; i < count; i++) {
        int from = i * Samples.CLASSES;
        int votes = 0;
        for (int d = 0; d < NetworkClassifier.SCORING_DRAWS; d++) {
          double[] own = Logits.probabilities(draws.get(d), from, Samples.CLASSES);
          double[] others = Logits.probabilities(squeezed.get(d), from, Samples.CLASSES);
          votes += Detector.distance(own, others) > 0.5 ? 1 : 0;
        }
        assertThat(detected[i]).isEqualTo(votes > NetworkClassifier.SCORING_DRAWS / 2);
        undecided += votes > 0 && votes < NetworkClassifier.SCORING_DRAWS ? 1 : 0;
      }
      assertThat(undecided).isGreaterThan(count / 4);
      assertThat(detected).contains(true).contains(false);
    }
  }

  @Test
  void anImageWithoutAPredictionIsNeitherDetectedNorNot() {
    float[] images = Samples.randomImages(Samples.GREY, 2, 1);
    images[0] = Float.NaN;
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      assertThatThrownBy(() -> new Detector(List.of(HALF), 2).detects(classifier, images, 2))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("the logit of class 0 of image 0 of a batch is NaN");
    }
  }

  @Test
  void calibrationHoldsTheRateOnTheTrainingImages() {
    ModelRecipe recipe =
        Samples.MLP
            .trainedWith(new TrainingOptions(1, 20, 1e-3, 0.1, TrainingOptions.Loss.CROSS_ENTROPY))
            .with(new DetectorOptions(List.of(HALF), 0.1));
    ImageSet images = TrainedSamples.images(600, 4);
    TrainedModel plain = Trainer.train(recipe, images, 1, 2, epoch -> {});

    TrainedModel calibrated = DetectorCalibration.calibrate(plain, recipe, images);

    try (NetworkClassifier classifier = ModelArchive.open(calibrated, recipe, Samples.GREY)) {
      boolean[] detected =
          classifier.detector().orElseThrow().detects(classifier, Samples.scaled(images), 600);
      assertThat(IntStream.range(0, 600).filter(i -> detected[i]).count()).isEqualTo(60);
    }
    assertThat(DetectorCalibration.calibrate(calibrated, Samples.MLP, images)).isEqualTo(plain);
    try (NetworkClassifier without = ModelArchive.open(plain, Samples.MLP, Samples.GREY)) {
      assertThat(without.detector()).isEmpty();
    }
  }
}
