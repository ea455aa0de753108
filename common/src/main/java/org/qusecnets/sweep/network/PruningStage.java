package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stochastic activation pruning of a layer's activations h in a {@link NetworkEngine}: r of an
 * image's units are drawn with replacement, each with probability {@code p = |h| / sum |h|}. Those
 * that were drawn are divided by {@code 1 - (1 - p)^r}, the probability of being drawn at all, so
 * that the mean stays what it was; all others become 0. Backward these factors are constants.
 *
 * <p>What an image draws comes from its own seed. An image whose activations are all 0 keeps them.
 *
 * @see <a href="https://arxiv.org/abs/1803.01442">Dhillon et al. 2018, Algorithm 1</a>; the
 *     authors' own code treats factors as constants, too
 */
final class PruningStage {
  private final int units;
  private final int layer;
  private final int draws;
  private final float[] factors;
  private final double[] cumulative;
  private final int[] guide;
  private final boolean[] drawn;
  private boolean pruned;

  /**
   * A stage.
   *
   * @param units number of activations of an image
   * @param layer number of the layer, so that each draws its own
   * @param samples number of draws as a share of the units; at least one is drawn
   * @param capacity the most images of a batch
   */
  PruningStage(int units, int layer, double samples, int capacity) {
    this.units = units;
    this.layer = layer;
    draws = Math.max(1, (int) (samples * units));
    factors = new float[units * capacity];
    cumulative = new double[units];
    guide = new int[units];
    drawn = new boolean[units];
  }

  /**
   * Prunes the activations of {@code count} images where they are.
   *
   * @param values [rows, channels, columns, images]
   * @param seeds one for each image, or null to leave all activations alone
   */
  void forward(float[] values, int count, long[] seeds) {
    pruned = seeds != null;
    if (!pruned) {
      return;
    }
    for (int image = 0; image < count; image++) {
      factors(values, count, image, seeds[image]);
    }
    scale(values, count);
  }

  /** Turns the gradient with respect to the pruned activations into that before. */
  void backward(float[] gradient, int count) {
    if (pruned) {
      scale(gradient, count);
    }
  }

  private void scale(float[] values, int count) {
    for (int i = 0; i < units * count; i++) {
      values[i] *= factors[i];
    }
  }

  private void factors(float[] values, int count, int image, long seed) {
    double total = accumulate(values, count, image);
    boolean possible = total > 0 && total < Double.POSITIVE_INFINITY;
    if (possible) {
      draw(total, seed);
    }
    for (int unit = 0; unit < units; unit++) {
      int place = unit * count + image;
      factors[place] = possible ? factor(Math.abs(values[place]) / total, drawn[unit]) : 1;
    }
  }

  private float factor(double probability, boolean kept) {
    return kept ? (float) (-1 / StrictMath.expm1(draws * StrictMath.log1p(-probability))) : 0;
  }

  private double accumulate(float[] values, int count, int image) {
    double total = 0;
    for (int unit = 0; unit < units; unit++) {
      total += Math.abs(values[unit * count + image]);
      cumulative[unit] = total;
    }
    return total;
  }

  private void draw(double total, long seed) {
    guide(total);
    Arrays.fill(drawn, false);
    SplittableRandom random = generator(seed);
    for (int i = 0; i < draws; i++) {
      // Below 1, so that share * total is below the total in double precision, too.
      double share = random.nextDouble();
      drawn[unitAt(share * total, guide[(int) (share * units)])] = true;
    }
  }

  /** For each of as many equal parts of the total as there are units, where to search from. */
  private void guide(double total) {
    int unit = 0;
    for (int part = 0; part < units; part++) {
      unit = unitAt(total * part / units, unit);
      guide[part] = unit;
    }
  }

  /** The first unit, from one on, up to which activations sum to more than {@code sum}. */
  private int unitAt(double sum, int from) {
    int unit = from;
    while (cumulative[unit] <= sum) {
      unit++;
    }
    return unit;
  }

  /** Layers begin at different numbers of the image's sequence. */
  private SplittableRandom generator(long seed) {
    SplittableRandom image = new SplittableRandom(seed);
    for (int i = 0; i < layer; i++) {
      image.nextLong();
    }
    return new SplittableRandom(image.nextLong());
  }
}
