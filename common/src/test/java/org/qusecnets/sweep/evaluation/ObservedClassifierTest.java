package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.network.Classifier.LogitsFunction;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;

class ObservedClassifierTest {
  private static final int COUNT = 3;
  private static final LogitsFunction FUNCTION =
      (image, logits, from, gradient) -> gradient[from] = 1;

  private final float[] images = new float[COUNT * 28 * 28];

  @Test
  void logitsOfTheGradientAreThoseOfTheImagesBitForBit() {
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      Arrays.fill(images, 0.25f);
      ObservedClassifier observed = new ObservedClassifier(classifier, images);

      observed.gradient(images.clone(), COUNT, FUNCTION);

      assertThat(observed.seen().orElseThrow()).containsExactly(classifier.logits(images, COUNT));
    }
  }

  @Test
  void otherImagesAreNotTaken() {
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      ObservedClassifier observed = new ObservedClassifier(classifier, images);
      float[] others = images.clone();
      others[5] = 0.5f;

      observed.logits(others, COUNT);
      observed.gradient(images, COUNT - 1, FUNCTION);

      assertThat(observed.seen()).isEmpty();
    }
  }

  @Test
  void anAttackCannotChangeWhatWasSeen() {
    try (NetworkClassifier classifier = TrainedSamples.plain()) {
      ObservedClassifier observed = new ObservedClassifier(classifier, images);

      float[] returned =
          observed
              .gradient(images, COUNT, (image, logits, from, gradient) -> Arrays.fill(logits, 100f))
              .logits();
      Arrays.fill(returned, -100f);

      assertThat(observed.seen().orElseThrow()).containsExactly(classifier.logits(images, COUNT));
    }
  }
}
