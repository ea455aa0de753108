package org.qusecnets.sweep.network.layer;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * Stochastic activation pruning of a layer's activations h, once it is asked for. Where r of an
 * image's units are drawn with replacement, each with probability {@code p = |h| / sum |h|}, one is
 * drawn at all with probability {@code 1 - (1 - p)^r}. With that probability each is kept here,
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
public final class PruningStage implements LayerStage {
  /** Images that are gathered together: a cache line of the values of a unit. */
  private static final int BLOCK = 16;

  private final int units;
  private final int layer;
  private final int capacity;
  private int draws;
  private float[] factors;
  private float[][] rows;
  private double[] shares;
  private double[] kept;
  private boolean pruned;

  /**
   * A stage that prunes nothing yet.
   *
   * @param units number of activations of an image
   * @param layer number of the layer, so that each draws its own
   * @param capacity the most images of a batch
   */
  public PruningStage(int units, int layer, int capacity) {
    this.units = units;
    this.layer = layer;
    this.capacity = capacity;
  }

  /**
   * From now on activations are pruned in each pass that has seeds.
   *
   * @param samples r as a share of the units; r is at least 1. 0 for no pruning
   */
  public void prune(double samples) {
    draws = samples > 0 ? Math.max(1, (int) (samples * units)) : 0;
    if (draws > 0 && factors == null) {
      factors = new float[units * capacity];
      rows = new float[Math.min(BLOCK, capacity)][units];
      shares = new double[units];
      kept = new double[units];
    }
  }

  /** Whether it prunes. */
  public boolean isActive() {
    return draws > 0;
  }

  @Override
  public int outputSize() {
    return units;
  }

  @Override
  public boolean changesInput() {
    return true;
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    pruned = isActive() && pass.seeds() != null;
    if (!pruned) {
      return values;
    }
    for (int first = 0; first < count; first += BLOCK) {
      int images = Math.min(BLOCK, count - first);
      gather(values, count, first, images);
      for (int image = 0; image < images; image++) {
        replaceByFactors(rows[image], pass.seeds()[first + image]);
      }
      scatter(count, first, images);
    }
    Vectors.multiply(values, factors, units * count);
    return values;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (pruned) {
      Vectors.multiply(gradient, factors, units * count);
    }
    return gradient;
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
    SplittableRandom random = Draws.of(seed, layer);
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
}
