package org.qusecnets.sweep.resilience;

import java.util.SplittableRandom;

/**
 * A kind of random noise, drawn for each value of an image by itself. Noisy values are clipped to
 * [0, 1]. Strengths are in [0, 1].
 */
public enum Noise {
  /** Evenly from minus the strength to the strength is added. */
  UNIFORM {
    @Override
    double noisy(double value, double strength, SplittableRandom random) {
      return value + strength * (2 * random.nextDouble() - 1);
    }

    @Override
    public String meaning() {
      return "from -s to s";
    }
  },
  /** Normal noise is added, whose standard deviation is the strength. */
  GAUSSIAN {
    @Override
    double noisy(double value, double strength, SplittableRandom random) {
      return value + strength * random.nextGaussian();
    }

    @Override
    public String meaning() {
      return "of standard deviation s";
    }
  },
  /** The strength is the share of the values that turn 0 or 1, either with the same chance. */
  SALT_AND_PEPPER {
    @Override
    double noisy(double value, double strength, SplittableRandom random) {
      double chance = random.nextDouble();
      return chance >= strength ? value : chance < strength / 2 ? 0 : 1;
    }

    /** The mean square grows with the share of the values that change. */
    @Override
    double rmsBetween(double left, double right, double share) {
      return Math.sqrt(left * left + share * (right * right - left * left));
    }

    @Override
    public String meaning() {
      return "on a share s of the values";
    }
  };

  abstract double noisy(double value, double strength, SplittableRandom random);

  /**
   * Root mean square of the changes at a strength between two others.
   *
   * @param left that of the weaker
   * @param right that of the stronger
   * @param share of the way from the one strength to the other
   */
  double rmsBetween(double left, double right, double share) {
    return left + share * (right - left);
  }

  /** What its strength s says, for people. */
  public abstract String meaning();

  /**
   * Adds noise to the values of one image and clips them.
   *
   * @param values where the image is
   * @param from index of its first value
   * @param size number of its values
   * @param strength in [0, 1]
   * @param random the image's own random numbers
   * @return the sum of the squared changes, after clipping
   */
  double add(float[] values, int from, int size, double strength, SplittableRandom random) {
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      float noisy = (float) Math.min(1, Math.max(0, noisy(values[i], strength, random)));
      double change = (double) noisy - values[i];
      squares += change * change;
      values[i] = noisy;
    }
    return squares;
  }
}
