package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.attack.Batches.attack;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.attack.norm.Norm;

class RandomNoiseTest {
  private static final int SIZE = 400;
  private static final LinearClassifier STUBBORN = new LinearClassifier(new double[2][SIZE], 1, 0);
  private static final Attack GAUSSIAN = attack("random-noise", "draws", 1);
  private static final Attack UNIFORM =
      attack("random-noise", "draws", 1, "distribution", "uniform");

  private final float[] grey = new float[SIZE];

  RandomNoiseTest() {
    Arrays.fill(grey, 0.5f);
  }

  @Test
  void gaussianNoiseHasTheNormOfEpsilon() {
    RecordedResults proposals =
        Batches.run(GAUSSIAN, STUBBORN, Batches.untargeted(grey.clone(), 0), 0.5f, 1.5f);

    assertThat(Norm.L2.distance(grey, proposals.images.get(0), 0, SIZE))
        .isCloseTo(0.5, within(1e-5));
    assertThat(Norm.L2.distance(grey, proposals.images.get(1), 0, SIZE))
        .isCloseTo(1.5, within(1e-5));
  }

  /** A uniform variable's fourth moment is 1.8 times its squared variance, a normal one's 3. */
  @Test
  void noiseIsDistributedAsItsNameSays() {
    float[] gaussian =
        Batches.run(GAUSSIAN, STUBBORN, Batches.untargeted(grey.clone(), 0), 2f).images.get(0);
    float[] uniform =
        Batches.run(UNIFORM, STUBBORN, Batches.untargeted(grey.clone(), 0), 0.4f).images.get(0);

    assertThat(kurtosis(gaussian)).isBetween(2.4, 3.8);
    assertThat(kurtosis(uniform)).isBetween(1.6, 2.0);
    assertThat(Norm.LINF.distance(grey, uniform, 0, SIZE)).isBetween(0.38, 0.4 + 1e-7);
  }

  private static double kurtosis(float[] values) {
    double square = 0;
    double fourth = 0;
    for (float value : values) {
      double change = value - 0.5;
      square += change * change;
      fourth += Math.pow(change, 4);
    }
    return fourth * values.length / (square * square);
  }

  /** Each draw lowers the sum by enough in about one case of six. */
  @Test
  void drawsUntilAnImageIsAdversarial() {
    double[][] weights = new double[2][SIZE];
    Arrays.fill(weights[1], 1 / Math.sqrt(SIZE));
    LinearClassifier classifier =
        new LinearClassifier(weights, Math.sqrt(SIZE) / 2 + 1 / Math.sqrt(SIZE), 0);
    AttackBatch batch = batch(30);
    int[] found = new int[3];
    int[] draws = {1, 5, 100};
    for (int i = 0; i < 3; i++) {
      float[] images =
          Batches.run(attack("random-noise", "draws", draws[i]), classifier, batch, 1f)
              .images
              .get(0);
      found[i] = Arrays.stream(Batches.predictions(classifier, images)).sum();
    }

    assertThat(found[0]).as("one draw").isBetween(1, 12);
    assertThat(found[1]).as("five draws").isBetween(found[0] + 4, 27);
    assertThat(found[2]).as("a hundred draws").isEqualTo(30);
  }

  @Test
  void asksForOnePredictionADrawOfTheImagesThatStillResist() {
    double[][] weights = new double[2][SIZE];
    LinearClassifier fragile = new LinearClassifier(weights, 0, 1);
    CountingClassifier resisting = new CountingClassifier(STUBBORN);
    CountingClassifier succeeding = new CountingClassifier(fragile);

    Batches.run(attack("random-noise", "draws", 7), resisting, batch(3), 0.1f, 0.2f);
    RecordedResults proposals =
        Batches.run(attack("random-noise", "draws", 7), succeeding, batch(3), 0.2f, 0.1f);

    assertThat(resisting.inferences).hasSize(14).containsOnly(3);
    assertThat(succeeding.inferences).as("the smaller epsilon alone").containsExactly(3);
    assertThat(proposals.reused.get(0)).containsOnly(true);
    assertThat(proposals.reused.get(1)).containsOnly(false);
  }

  private static AttackBatch batch(int count) {
    float[] pixels = new float[count * SIZE];
    Arrays.fill(pixels, 0.5f);
    return Batches.untargeted(pixels, new int[count]);
  }
}
