package org.qusecnets.sweep.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qusecnets.sweep.network.layer.LayerStage.Wanted;
import org.qusecnets.sweep.recipe.GradientPath;

class PruningStageTest {
  private static final float[] ACTIVATIONS = {0.5f, 0, 2, -1, 0.01f, 1.5f, 0, 3};
  private static final double SUM = 8.01;
  private static final int TRIALS = 20_000;

  /** Five standard deviations of a share or a mean over that many trials. */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1, 4})
  void unitsAreKeptWithTheProbabilityOfBeingDrawnAndMeansStay(double samples) {
    int draws = (int) (samples * ACTIVATIONS.length);
    int[] kept = new int[ACTIVATIONS.length];
    double[] sums = new double[ACTIVATIONS.length];
    for (int trial = 0; trial < TRIALS; trial++) {
      float[] values = pruned(samples, trial);
      for (int i = 0; i < values.length; i++) {
        kept[i] += values[i] != 0 ? 1 : 0;
        sums[i] += values[i];
      }
    }
    for (int i = 0; i < ACTIVATIONS.length; i++) {
      double probability = keepProbability(i, draws);
      double deviation = Math.sqrt(probability * (1 - probability) / TRIALS);
      assertThat((double) kept[i] / TRIALS)
          .as("share of trials that keep unit %d", i)
          .isCloseTo(probability, within(5 * deviation + 1e-12));
      assertThat(sums[i] / TRIALS)
          .as("mean of unit %d", i)
          .isCloseTo(
              ACTIVATIONS[i],
              within(5 * Math.abs(ACTIVATIONS[i]) * deviation / (probability + 1e-12) + 1e-5));
    }
  }

  @Test
  void keptUnitsAreDividedByThatProbability() {
    float[] values = pruned(1, 3);

    assertThat(values).contains(0.0f);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        double expected = ACTIVATIONS[i] / keepProbability(i, ACTIVATIONS.length);
        assertThat((double) values[i]).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
      }
    }
  }

  private static double keepProbability(int unit, int draws) {
    return 1 - Math.pow(1 - Math.abs(ACTIVATIONS[unit]) / SUM, draws);
  }

  /** As if one were drawn: kept by its share of the sum, and then all of the sum. */
  @Test
  void oneSampleIsTheLeast() {
    float[] values = new float[ACTIVATIONS.length];
    for (int seed = 0; seed < 100; seed++) {
      values = pruned(0.001, seed);
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0) {
          assertThat((double) values[i]).isCloseTo(Math.signum(ACTIVATIONS[i]) * SUM, within(1e-5));
        }
      }
    }
    assertThat(values).contains(0.0f);
  }

  /** A keep probability of 1e-9 x 300, where 1 - p rounds away most of p's digits. */
  @Test
  void smallSharesKeepTheirDigits() {
    float[] activations = new float[300];
    Arrays.fill(activations, 1e-9f);
    activations[0] = 1;
    double sum = 1 + 299 * (double) 1e-9f;
    double expected = -sum / Math.expm1(300 * Math.log1p(-1e-9f / sum)) * 1e-9f / sum;
    float found = 0;
    for (int seed = 0; found == 0; seed++) {
      float[] values = activations.clone();
      stage(300, 0, 1, 1).forward(values, 1, pass(new long[] {seed}));
      values[0] = 0;
      for (float value : values) {
        found = Math.max(found, value);
      }
    }
    assertThat((double) found).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void aSingleActiveUnitStays() {
    PruningStage stage = stage(3, 0, 1, 1);
    float[] values = {0, 4, 0};
    stage.forward(values, 1, pass(new long[] {1}));

    assertThat(values).containsExactly(0, 4, 0);
  }

  @Test
  void withoutAnyActivationNothingIsPruned() {
    PruningStage stage = stage(2, 0, 1, 1);
    float[] values = {0, 0};
    float[] gradient = {3, 4};
    stage.forward(values, 1, pass(new long[] {1}));
    stage.backward(gradient, 1, GradientPath.EXACT, Wanted.INPUT);

    assertThat(values).containsExactly(0, 0);
    assertThat(gradient).containsExactly(3, 4);
  }

  @Test
  void withoutSeedsNothingIsPruned() {
    PruningStage stage = stage(ACTIVATIONS.length, 0, 1, 1);
    stage.forward(ACTIVATIONS.clone(), 1, pass(new long[] {1}));
    float[] values = ACTIVATIONS.clone();
    float[] gradient = {1, 1, 1, 1, 1, 1, 1, 1};
    stage.forward(values, 1, pass(null));
    stage.backward(gradient, 1, GradientPath.EXACT, Wanted.INPUT);

    assertThat(values).containsExactly(ACTIVATIONS);
    assertThat(gradient).containsOnly(1f);
  }

  @Test
  void gradientsGetTheSameFactors() {
    PruningStage stage = stage(ACTIVATIONS.length, 0, 1, 1);
    float[] values = ACTIVATIONS.clone();
    float[] gradient = new float[values.length];
    Arrays.fill(gradient, 2);
    stage.forward(values, 1, pass(new long[] {3}));
    stage.backward(gradient, 1, GradientPath.EXACT, Wanted.INPUT);

    for (int i = 0; i < values.length; i++) {
      if (ACTIVATIONS[i] == 0) {
        assertThat(gradient[i]).isZero();
      } else {
        assertThat(gradient[i])
            .isCloseTo(2 * values[i] / ACTIVATIONS[i], within(1e-5f * Math.abs(gradient[i])));
      }
    }
  }

  @Test
  void layersAndSeedsDrawTheirOwn() {
    float[] values = random(300);
    assertThat(pruned(values, 0, 1)).isEqualTo(pruned(values, 0, 1));
    assertThat(pruned(values, 0, 1)).isNotEqualTo(pruned(values, 1, 1));
    assertThat(pruned(values, 0, 1)).isNotEqualTo(pruned(values, 0, 2));
  }

  /** Also with sums that are no round numbers, and in any place of the batch. */
  @Test
  void imagesDrawTheSameWhateverIsBesideThem() {
    int units = 500;
    int count = 21;
    float[] batch = random(units * count);
    long[] seeds = LongStream.range(0, count).toArray();
    float[] together = batch.clone();
    stage(units, 2, 1, count).forward(together, count, pass(seeds));

    for (int image = 0; image < count; image++) {
      float[] alone = column(batch, image, count);
      stage(units, 2, 1, 1).forward(alone, 1, pass(new long[] {seeds[image]}));
      assertThat(alone).containsExactly(column(together, image, count));
    }
  }

  private static PruningStage stage(int units, int layer, double samples, int capacity) {
    PruningStage stage = new PruningStage(units, layer, capacity);
    stage.prune(samples);
    return stage;
  }

  private static Pass pass(long[] seeds) {
    return Pass.of(Pass.Purpose.EVALUATION, seeds);
  }

  private static float[] column(float[] batch, int image, int count) {
    float[] values = new float[batch.length / count];
    for (int i = 0; i < values.length; i++) {
      values[i] = batch[i * count + image];
    }
    return values;
  }

  private static float[] random(int length) {
    Random random = new Random(9);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = Math.max(0, (float) random.nextGaussian());
    }
    return values;
  }

  private static float[] pruned(float[] values, int layer, long seed) {
    float[] result = values.clone();
    stage(values.length, layer, 1, 1).forward(result, 1, pass(new long[] {seed}));
    return result;
  }

  private static float[] pruned(double samples, long seed) {
    float[] values = ACTIVATIONS.clone();
    stage(values.length, 0, samples, 1).forward(values, 1, pass(new long[] {seed}));
    return values;
  }
}
