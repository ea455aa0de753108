package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.recipe.Classifier.LogitsFunction;

class ObservedClassifierTest {
  private static final int COUNT = 3;
  private static final NetworkClassifier CLASSIFIER = TrainedSamples.plain();
  private static final LogitsFunction FIRST = (image, logits, from, gradient) -> gradient[from] = 1;
  private static final LogitsFunction SECOND =
      (image, logits, from, gradient) -> gradient[from + 1] = 1;

  private final float[] images = new float[COUNT * 28 * 28];
  private final ObservedClassifier observed = new ObservedClassifier(CLASSIFIER, COUNT);

  @AfterAll
  static void close() {
    CLASSIFIER.close();
  }

  /** Attacks may start beside the clean images: at random points, or near them in tanh space. */
  @Test
  void remembersTheFirstGradientOfAllImages() {
    float[] near = images.clone();
    near[5] = 0.01f;
    observed.gradient(images, COUNT - 1, FIRST);
    observed.gradient(near, COUNT, FIRST);
    observed.gradient(images, COUNT, SECOND);

    assertThat(observed.startingGradient().orElseThrow())
        .containsExactly(CLASSIFIER.gradient(near, COUNT, FIRST).gradient());
  }

  @Test
  void fewerImagesAndLogitsAreNoStart() {
    observed.logits(images, COUNT);
    observed.gradient(images, COUNT - 1, FIRST);

    assertThat(observed.startingGradient()).isEmpty();
  }

  @Test
  void anAttackCannotChangeWhatWasSeen() {
    Arrays.fill(observed.gradient(images, COUNT, FIRST).gradient(), -100f);

    assertThat(observed.startingGradient().orElseThrow())
        .containsExactly(CLASSIFIER.gradient(images, COUNT, FIRST).gradient());
  }

  @Test
  void countsImages() {
    observed.logits(images, COUNT);
    observed.logits(images, COUNT - 1);
    observed.gradient(images, COUNT, FIRST);

    assertThat(observed.inferences()).isEqualTo(2 * COUNT - 1);
    assertThat(observed.gradients()).isEqualTo(COUNT);
  }

  @Test
  void answersAsTheClassifierDoes() {
    assertThat(observed.shape()).isEqualTo(CLASSIFIER.shape());
    assertThat(observed.classes()).isEqualTo(CLASSIFIER.classes());
    assertThat(observed.logits(images, COUNT)).containsExactly(CLASSIFIER.logits(images, COUNT));
    assertThat(observed.gradient(images, COUNT, FIRST).logits())
        .as("bit for bit the same beside a gradient")
        .containsExactly(CLASSIFIER.logits(images, COUNT));
  }
}
