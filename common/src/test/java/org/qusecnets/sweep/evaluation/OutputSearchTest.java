package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.attack.AttackBatch;

class OutputSearchTest {
  private static final int SIZE = 12;
  private static final int PROBLEMS = 60;

  private static final OutputBox.Front HALVES =
      (images, count) -> {
        float[] outputs = new float[images.length];
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] = images[i] > 0.5f ? 1 : 0;
        }
        return outputs;
      };

  private static final OutputBox.Front STEEP =
      (images, count) -> {
        float[] outputs = new float[images.length];
        for (int i = 0; i < outputs.length; i++) {
          outputs[i] = (float) (1 / (1 + Math.exp(-50 * (images[i] - 0.5))));
        }
        return outputs;
      };

  /** An image that is just right, behind a layer, and the farthest image of the other class. */
  private static final class Problem {
    private final float[] clean = new float[SIZE];
    private final float[] far = new float[SIZE];
    private final WeightedSum network;
    private final AttackBatch image;

    Problem(OutputBox.Front layer, long seed) {
      Random random = new Random(seed);
      float[] weights = new float[SIZE];
      double now = 0;
      double most = 0;
      for (int i = 0; i < SIZE; i++) {
        clean[i] = random.nextFloat();
        weights[i] = (float) random.nextGaussian();
        far[i] = weights[i] > 0 ? 1 : 0;
      }
      float[] outputs = layer.of(clean, 1);
      for (int i = 0; i < SIZE; i++) {
        now += weights[i] * outputs[i];
        most += Math.max(0, weights[i]);
      }
      network = new WeightedSum(weights, now + 0.4 * (most - now));
      image = AttackBatch.untargeted(clean, new int[] {0}, new long[] {seed});
    }

    float[] nearest(OutputBox.Front layer) {
      OutputMoves moves =
          new OutputMoves(new OutputMoves.Table(layer, SIZE), clean, layer.of(clean, 1));
      return new OutputSearch(network, image, moves, far, layer.of(far, 1)).nearest();
    }

    boolean isAdversarial(float[] pixels, OutputBox.Front layer) {
      return image.reached(network.logits(layer.of(pixels, 1), 1), network)[0];
    }

    double cost(float[] pixels) {
      double cost = 0;
      for (int i = 0; i < SIZE; i++) {
        double way = (double) pixels[i] - clean[i];
        cost += way * way;
      }
      return cost;
    }

    /** The least cost of all ways to move pixels to the first grey level across the threshold. */
    double leastCost() {
      double least = Double.POSITIVE_INFINITY;
      for (int code = 0; code < 1 << SIZE; code++) {
        float[] pixels = clean.clone();
        for (int i = 0; i < SIZE; i++) {
          if ((code >> i & 1) == 1) {
            pixels[i] = clean[i] > 0.5f ? 127 / 255f : 128 / 255f;
          }
        }
        double cost = cost(pixels);
        if (cost < least && isAdversarial(pixels, HALVES)) {
          least = cost;
        }
      }
      return least;
    }
  }

  @Test
  void behindTwoLevelsItFindsTheNearestOfAllCodesOrAlmost() {
    int exact = 0;
    for (int seed = 0; seed < PROBLEMS; seed++) {
      Problem problem = new Problem(HALVES, seed);
      float[] nearest = problem.nearest(HALVES);
      double least = problem.leastCost();

      assertThat(problem.isAdversarial(nearest, HALVES)).isTrue();
      assertThat(Math.sqrt(problem.cost(nearest)))
          .isBetween(Math.sqrt(least), 1.5 * Math.sqrt(least));
      exact += problem.cost(nearest) < least + 1e-6 ? 1 : 0;
    }
    assertThat(exact).isGreaterThanOrEqualTo(PROBLEMS * 5 / 6);
  }

  @Test
  void behindSteepSigmoidsItIsAdversarialAndAboutAsNearAsBehindLevels() {
    for (int seed = 0; seed < PROBLEMS; seed++) {
      Problem problem = new Problem(STEEP, seed);
      float[] nearest = problem.nearest(STEEP);

      assertThat(problem.isAdversarial(nearest, STEEP)).isTrue();
      assertThat(problem.cost(nearest)).isLessThan(0.7 * problem.cost(problem.far));
    }
  }

  @Test
  void whatCannotBeImprovedStays() {
    Problem problem = new Problem(HALVES, 1);
    float[] once = problem.nearest(HALVES);
    OutputMoves moves =
        new OutputMoves(
            new OutputMoves.Table(HALVES, SIZE), problem.clean, HALVES.of(problem.clean, 1));
    float[] twice =
        new OutputSearch(problem.network, problem.image, moves, once, HALVES.of(once, 1)).nearest();

    assertThat(problem.cost(twice)).isCloseTo(problem.cost(once), within(1e-9));
  }
}
