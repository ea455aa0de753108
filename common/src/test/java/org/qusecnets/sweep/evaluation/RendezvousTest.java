package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qusecnets.sweep.evaluation.SampleEvaluations.SIZE;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.TrainedSamples;
import org.qusecnets.sweep.recipe.Classifier;

@Timeout(20)
class RendezvousTest {
  private static final int COUNT = 150;
  private static final NetworkClassifier MODEL = TrainedSamples.plain();

  @AfterAll
  static void close() {
    MODEL.close();
  }

  private static float[] image(int number) {
    Random random = new Random(number);
    float[] image = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      image[i] = random.nextFloat();
    }
    return image;
  }

  /** Each work asks another number of questions, about another class. */
  @Test
  void everyWorkHasTheAnswersToItsOwnQuestionsInFewBatches() {
    ObservedClassifier observed = new ObservedClassifier(MODEL, 0);
    CountingBatches counted = new CountingBatches(observed);
    float[][] gradients = new float[COUNT][];
    Rendezvous.run(
        counted,
        COUNT,
        100,
        (i, classifier) -> {
          for (int question = 0; question < i % 5; question++) {
            classifier.logits(image(i), 1);
          }
          gradients[i] = classifier.gradient(image(i), 1, derivative(i)).gradient();
        });

    for (int i = 0; i < COUNT; i += 7) {
      assertThat(gradients[i]).isEqualTo(MODEL.gradient(image(i), 1, derivative(i)).gradient());
    }
    assertThat(observed.gradients()).isEqualTo(COUNT);
    assertThat(observed.inferences()).isEqualTo(COUNT / 5 * (0 + 1 + 2 + 3 + 4));
    assertThat(counted.batches).isLessThan(COUNT / 2);
  }

  private static Classifier.LogitsFunction derivative(int image) {
    return (row, logits, from, gradient) -> {
      assertThat(row).isZero();
      Arrays.fill(gradient, from, from + 10, 0f);
      gradient[from + image % 10] = 1;
    };
  }

  @Test
  void theFailureOfOneEndsAll() {
    assertThatThrownBy(
            () ->
                Rendezvous.run(
                    MODEL,
                    20,
                    100,
                    (i, classifier) -> {
                      classifier.logits(image(i), 1);
                      if (i == 13) {
                        throw new ArithmeticException("not a number");
                      }
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("not a number");
  }

  @Test
  void anInterruptionEndsAll() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () -> Rendezvous.run(MODEL, 5, 100, (i, shared) -> shared.logits(image(i), 1)))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  /** Counts how often it is asked. */
  private static final class CountingBatches implements Classifier {
    private final Classifier classifier;
    private int batches;

    CountingBatches(Classifier classifier) {
      this.classifier = classifier;
    }

    @Override
    public ImageShape shape() {
      return classifier.shape();
    }

    @Override
    public int classes() {
      return classifier.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      batches++;
      return classifier.logits(images, count);
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      batches++;
      return classifier.gradient(images, count, function);
    }
  }
}
