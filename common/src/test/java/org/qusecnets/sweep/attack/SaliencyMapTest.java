package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.attack.Batches.attack;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

class SaliencyMapTest {
  private static final ImageShape SHAPE = new ImageShape(1, 4, 5);
  private static final int CLASSES = 4;

  /** Class 1 gains by the values 1, 3 and 4; no pair of them is enough. */
  private static final LinearClassifier LINEAR =
      new LinearClassifier(
          new double[][] {{0, -0.5, -0.1, -0.4, -0.3, 0, 0, 0}, {0, 5, 1, 4, 3, 0, 0, 0}}, 11, 0);

  @ParameterizedTest
  @CsvSource({
    "probabilities, 1, 0.5",
    "probabilities, 0.3, 1",
    "logits, 1, 0.5",
    "logits, -0.5, 1"
  })
  void choosesAsCleverHansDoes(String saliency, double theta, double gamma) {
    Attack attack =
        attack("jsma", "saliency", saliency, "theta", theta, "gamma", gamma, "target", "next");
    for (int seed = 0; seed < 15; seed++) {
      Classifier network = new AttackedNetwork(SHAPE, CLASSES, seed);
      AttackBatch batch = Batches.random(network, Target.NEXT, 1, seed);

      float[] found = Batches.run(attack, network, batch).nearest;

      assertThat(found)
          .isEqualTo(naive(network, batch, saliency.equals("logits"), (float) theta, gamma));
    }
  }

  /**
   * CleverHans's attack with the whole Jacobian and all ordered pairs. Where theta is negative,
   * values fall, and what they then raise is against their gradient.
   */
  private static float[] naive(
      Classifier network, AttackBatch batch, boolean ofLogits, float theta, double gamma) {
    int size = SHAPE.size();
    int target = batch.targets()[0];
    float[] image = batch.pixels().clone();
    boolean[] domain = new boolean[size];
    for (int i = 0; i < size; i++) {
      domain[i] = theta > 0 ? image[i] < 1 : image[i] > 0;
    }
    for (int step = 0; step < (int) (size * gamma / 2); step++) {
      if (Batches.predictions(network, image)[0] == target) {
        break;
      }
      double[] rising = new double[size];
      double[] falling = new double[size];
      for (int c = 0; c < CLASSES; c++) {
        float[] row = jacobian(network, image, c, ofLogits);
        for (int i = 0; i < size; i++) {
          (c == target ? rising : falling)[i] += Math.signum(theta) * row[i];
        }
      }
      double best = 0;
      int first = -1;
      int second = -1;
      for (int p = 0; p < size; p++) {
        for (int q = 0; q < size; q++) {
          double up = rising[p] + rising[q];
          double down = falling[p] + falling[q];
          boolean valid = p != q && domain[p] && domain[q] && up > 0 && down < 0;
          if (valid && -up * down > best) {
            best = -up * down;
            first = p;
            second = q;
          }
        }
      }
      if (first < 0) {
        break;
      }
      for (int i : new int[] {first, second}) {
        image[i] = Math.min(1f, Math.max(0f, image[i] + theta));
        domain[i] = false;
      }
    }
    return image;
  }

  private static float[] jacobian(Classifier network, float[] image, int of, boolean ofLogits) {
    return network
        .gradient(
            image,
            1,
            (row, logits, from, gradient) -> {
              double p = Logits.probability(logits, from, CLASSES, of);
              for (int c = 0; c < CLASSES; c++) {
                double other = Logits.probability(logits, from, CLASSES, c);
                double same = c == of ? 1 : 0;
                gradient[from + c] = (float) (ofLogits ? same : p * (same - other));
              }
            })
        .gradient();
  }

  @Test
  void changesTheMostSalientPairsUntilTheTargetIsReached() {
    AttackBatch batch = Batches.targeted(new float[8], 0, 1);

    float[] found = Batches.run(attack("jsma", "gamma", 1), LINEAR, batch).nearest;

    assertThat(found).as("5 + 4, then 3 + 1").containsExactly(0, 1, 1, 1, 1, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"0.49, 0, 2", "0.5, 0, 4", "0.1, 1, 2", "0.1, 2, 4"})
  void changesNoMoreThanGammaOrTheIterationsAllow(double gamma, int iterations, int changed) {
    Attack attack = attack("jsma", "gamma", gamma, "iterations", iterations);

    float[] found = Batches.run(attack, LINEAR, Batches.targeted(new float[8], 0, 1)).nearest;

    assertThat(Norm.L0.distance(new float[8], found, 0, 8) * 8).isEqualTo(changed);
  }

  @Test
  void leavesSaturatedValuesAlone() {
    float[] pixels = {0, 0, 0, 1, 0, 0, 0, 0};

    float[] found =
        Batches.run(attack("jsma", "iterations", 1), LINEAR, Batches.targeted(pixels.clone(), 0, 1))
            .nearest;

    assertThat(found).as("5 + 3").containsExactly(0, 1, 0, 1, 1, 0, 0, 0);
  }

  @Test
  void endsWhereNoPairHelps() {
    CountingClassifier counting = new CountingClassifier(LINEAR);

    float[] found =
        Batches.run(
                attack("jsma", "theta", -1, "gamma", 1),
                counting,
                Batches.targeted(new float[8], 0, 1))
            .nearest;

    assertThat(found).as("every value is 0 already").containsOnly(0);
    assertThat(counting.gradients).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"probabilities, 1", "logits, 2"})
  void takesSoManyGradientsAStep(String saliency, int gradients) {
    CountingClassifier counting = new CountingClassifier(LINEAR);

    Batches.run(
        attack("jsma", "iterations", 2, "saliency", saliency),
        counting,
        Batches.targeted(new float[8], 0, 1));

    assertThat(counting.gradients).hasSize(2 * gradients).containsOnly(1);
    assertThat(counting.inferences).isEmpty();
  }

  /** The target's probability is exp(-500): 0 in float32 and, squared, in double. */
  @Test
  void smallProbabilitiesHideNoGradient() {
    LinearClassifier confident =
        new LinearClassifier(new double[][] {{0, 0, 0}, {300, 100, 300}}, 500, 0);

    float[] found =
        Batches.run(
                attack("jsma", "iterations", 1), confident, Batches.targeted(new float[3], 0, 1))
            .nearest;

    assertThat(found).containsExactly(1, 0, 1);
  }
}
