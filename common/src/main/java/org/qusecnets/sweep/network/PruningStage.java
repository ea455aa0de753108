package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.network.arithmetic.Vectors;

/**
 * Stochastic activation pruning of a layer's activations h in a {@link NetworkEngine}. Where r of
 * an image's units are drawn with replacement, each with probability {@code p = |h| / sum |h|}, one
 * is drawn at all with probability {@code 1 - (1 - p)^r}. With that probability each is kept here,
 * independently of the others, and divided by it, so that the mean stays what it was; all others
 * become 0. Backward these factors are constants.
 *
 * <p>What an image draws comes from its own seed. An image whose activations are all 0 keeps them.
 *
 * @see <a href="https://arxiv.org/abs/1803.01442">Dhillon et al. 2018, Algorithm 1</a>, which draws
 *     the r samples themselves
 * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018</a>, whose code
 *     keeps units independently, too, with the limit {@code 1 - exp(-r p)}
 */
final class PruningStage {
  /** Images that are gathered together: a cache line of the values of a unit. */
  private static final int BLOCK = 16;

  private final int units;
  private final int layer;
  private final int draws;
  private final float[] factors;
  private final float[][] rows;
  private final double[] shares;
  private final double[] kept;
  private boolean pruned;

  /**
   * A stage.
   *
   * @param units number of activations of an image
   * @param layer number of the layer, so that each draws its own
   * @param samples r as a share of the units; r is at least 1
   * @param capacity the most images of a batch
   */
  PruningStage(int units, int layer, double samples, int capacity) {
    this.units = units;
    this.layer = layer;
    draws = Math.max(1, (int) (samples * units));
    factors = new float[units * capacity];
    rows = new float[Math.min(BLOCK, capacity)][units];
    shares = new double[units];
    kept = new double[units];
  }

  /**
   * Prunes the activations of {@code count} images where they are.
   *
   * @param values [rows, channels, columns, images]
   * @param seeds one for each image or more, or null to leave all activations alone
   */
  void forward(float[] values, int count, long[] seeds) {
    pruned = seeds != null;
    if (!pruned) {
      return;
    }
    for (int first = 0; first < count; first += BLOCK) {
      int images = Math.min(BLOCK, count - first);
      gather(values, count, first, images);
      for (int image = 0; image < images; image++) {
        replaceByFactors(rows[image], seeds[first + image]);
      }
      scatter(count, first, images);
    }
    Vectors.multiply(values, factors, units * count);
  }

  /** Turns the gradient with respect to the pruned activations into that before. */
  void backward(float[] gradient, int count) {
    if (pruned) {
      Vectors.multiply(gradient, factors, units * count);
    }
  }

  private void gather(float[] values, int count, int first, int images) {
    for (int unit = 0; unit < units; unit++) {
      for (int image = 0; image < images; image++) {
        rows[image][unit] = values[unit * count + first + image];
      }
    }
  }

  private void scatter(int count, int first, int images) {
    for (int unit = 0; unit < units; unit++) {
      for (int image = 0; image < images; image++) {
        factors[unit * count + first + image] = rows[image][unit];
      }
    }
  }

  private void replaceByFactors(float[] row, long seed) {
    double total = 0;
    for (float activation : row) {
      total += Math.abs(activation);
    }
    if (!(total > 0 && total < Double.POSITIVE_INFINITY)) {
      Arrays.fill(row, 1);
      return;
    }
    for (int unit = 0; unit < units; unit++) {
      shares[unit] = Math.abs(row[unit]) / total;
    }
    keepProbabilities();
    SplittableRandom random = generator(seed);
    for (int unit = 0; unit < units; unit++) {
      row[unit] = random.nextDouble() < kept[unit] ? (float) (1 / kept[unit]) : 0;
    }
  }

  /**
   * {@code 1 - (1 - p)^r} of all shares p by repeated doubling, {@code 1 - (1 - p)^2 = p (2 - p)},
   * which loses no digits of a small p.
   */
  private void keepProbabilities() {
    Arrays.fill(kept, 0);
    for (int power = draws; power > 0; power >>= 1) {
      if ((power & 1) == 1) {
        for (int unit = 0; unit < units; unit++) {
          kept[unit] += shares[unit] - kept[unit] * shares[unit];
        }
      }
      for (int unit = 0; unit < units; unit++) {
        shares[unit] *= 2 - shares[unit];
      }
    }
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
