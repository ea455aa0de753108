package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

class LevelSearchTest {
  private static final int SIZE = 64;

  private static final OutputBox.Front THIRDS =
      (images, count) -> {
        float[] outputs = new float[images.length];
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] = (float) Math.floor(images[i] * 2.999) / 2;
        }
        return outputs;
      };

  /** Pixels of which some are near a threshold. */
  private static float[] pixels(int undecided) {
    float[] pixels = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      pixels[i] = i < undecided ? 0.3f : 0;
    }
    return pixels;
  }

  private static float[] weights(long seed) {
    Random random = new Random(seed);
    float[] weights = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    return weights;
  }

  private static float[] found(float[] pixels, WeightedSum network) {
    OutputBox box = new OutputBox(THIRDS, pixels, SIZE, 0.05f);
    AttackBatch image = AttackBatch.untargeted(pixels, new int[] {0}, new long[] {3});
    OutputLevels levels = OutputLevels.of(box, box.clean());
    return new LevelSearch(network, image, levels.of(0)).code();
  }

  private static double best(float[] weights, int undecided) {
    double best = 0;
    for (int i = 0; i < undecided; i++) {
      best += Math.max(0, weights[i]) / 2;
    }
    return best;
  }

  /** As many changes as it takes are found, whether all codes are tried or not, and no others. */
  @Test
  void findsACodeWhereverThereIsOne() {
    for (int undecided : new int[] {0, 3, 12, 13, 40}) {
      float[] weights = weights(undecided);
      float[] pixels = pixels(undecided);
      double best = best(weights, undecided);
      for (double margin : new double[] {-1e-3, 1e-3}) {
        WeightedSum network = new WeightedSum(weights, best - margin);
        float[] code = found(pixels, network);

        assertThat(network.logits(code, 1)[1] > 0)
            .as("%d undecided, %s", undecided, margin)
            .isEqualTo(margin > 0);
        for (int i = 0; i < SIZE; i++) {
          assertThat(code[i]).isIn(i < undecided ? new Object[] {0f, 0.5f} : new Object[] {0f});
        }
      }
    }
  }

  /** Nothing is adversarial to it, and whatever it is asked is better than all before. */
  private static final class Rising implements Classifier {
    private final WeightedSum sum;
    private int asked;

    Rising(WeightedSum sum) {
      this.sum = sum;
    }

    @Override
    public ImageShape shape() {
      return sum.shape();
    }

    @Override
    public int classes() {
      return sum.classes();
    }

    @Override
    public float[] logits(float[] images, int count) {
      float[] logits = new float[2 * count];
      for (int i = 0; i < count; i++) {
        logits[2 * i + 1] = -1 + 1e-5f * ++asked;
      }
      return logits;
    }

    @Override
    public Gradient gradient(float[] images, int count, LogitsFunction function) {
      return sum.gradient(images, count, function);
    }
  }

  @Test
  void endsAfterItsLastPredictionHoweverMuchIsLeftToClimb() {
    int size = 4_000;
    float[] pixels = new float[size];
    Arrays.fill(pixels, 0.3f);
    OutputBox box = new OutputBox(THIRDS, pixels, size, 0.05f);
    AttackBatch image = AttackBatch.untargeted(pixels, new int[] {0}, new long[] {3});
    float[] weights = new float[size];
    Arrays.fill(weights, 1);
    ObservedClassifier network =
        new ObservedClassifier(new Rising(new WeightedSum(weights, size)), 1);

    float[] code = new LevelSearch(network, image, OutputLevels.of(box, box.clean()).of(0)).code();

    // The last batch is not cut short: one of single changes, or one of pairs.
    assertThat(network.inferences()).isBetween(10_000L, 10_000L + 190);
    assertThat(code).contains(0f, 0.5f);
  }

  @Test
  void beginsWithTheNearestLevelsOfARelaxedPoint() {
    float[] pixels = pixels(20);
    OutputBox box = new OutputBox(THIRDS, pixels, SIZE, 0.05f);
    float[] relaxed = new float[SIZE];
    Arrays.fill(relaxed, 0, 5, 0.4f);
    Arrays.fill(relaxed, 5, 20, 0.1f);
    float[] weights = new float[SIZE];
    Arrays.fill(weights, 0, 5, 1f);
    AttackBatch image = AttackBatch.untargeted(pixels, new int[] {0}, new long[] {3});

    float[] code =
        new LevelSearch(new WeightedSum(weights, 2.4), image, OutputLevels.of(box, relaxed).of(0))
            .code();

    float[] expected = new float[SIZE];
    Arrays.fill(expected, 0, 5, 0.5f);
    assertThat(code).isEqualTo(expected);
    assertThat(THIRDS.of(box.pixels(code), 1)).isEqualTo(code);
  }

  @Test
  void knowsTheLevelsAroundAPoint() {
    float[] pixels = {0f, 0.3f, 0.3f, 0.7f, 0.5f};
    OutputBox box = new OutputBox(THIRDS, pixels, 5, 0.4f);
    OutputLevels levels = OutputLevels.of(box, new float[] {0.2f, 0.5f, 0.7f, 1f, 0f});

    assertThat(levels.least()).containsExactly(0, 0, 0, 0, 0);
    assertThat(levels.most()).containsExactly(0.5f, 1, 1, 1, 1);
    assertThat(levels.second()).containsExactly(0.5f, 0.5f, 0.5f, 0.5f, 0.5f);
    assertThat(levels.below()).containsExactly(0, 0.5f, 0.5f, 1, 0);
    assertThat(levels.above()).containsExactly(0.5f, 0.5f, 1, 1, 0);
    assertThat(levels.isBinary(levels.undecided())).isFalse();
  }
}
