package org.qusecnets.sweep.attack.norm;

import java.util.Arrays;

/** How the size of a perturbation is measured; an attack's epsilons bound it. */
public enum Norm {
  /** The largest absolute change of a value; epsilons are from 0 to 1. */
  LINF(1) {
    @Override
    public double distance(float[] clean, float[] adversarial, int from, int length) {
      double largest = 0;
      for (int i = from; i < from + length; i++) {
        largest = Math.max(largest, Math.abs((double) adversarial[i] - clean[i]));
      }
      return largest;
    }

    @Override
    public double dual(float[] gradient, int from, int length) {
      double sum = 0;
      for (int i = from; i < from + length; i++) {
        sum += Math.abs((double) gradient[i]);
      }
      return sum;
    }

    @Override
    public void shorten(double radius, float[] change, int from, int length) {
      float most = atMost(radius);
      for (int i = from; i < from + length; i++) {
        change[i] = Math.max(-most, Math.min(most, change[i]));
      }
    }

    @Override
    public void ascend(
        double step, float[] gradient, int from, int length, float[] images, int to) {
      float size = (float) step;
      for (int i = 0; i < length; i++) {
        images[to + i] += size * Gradients.sign(gradient[from + i]);
      }
    }
  },
  /** The root of the sum of squared changes; epsilons are from 0 to 100. */
  L2(100) {
    @Override
    public double distance(float[] clean, float[] adversarial, int from, int length) {
      double square = 0;
      for (int i = from; i < from + length; i++) {
        double change = (double) adversarial[i] - clean[i];
        square += change * change;
      }
      return Math.sqrt(square);
    }

    @Override
    public double dual(float[] gradient, int from, int length) {
      return length(gradient, from, length);
    }

    @Override
    public void shorten(double radius, float[] change, int from, int length) {
      double found = length(change, from, length);
      for (int i = from; i < from + length && found > radius; i++) {
        change[i] = (float) (change[i] * (radius / found));
      }
    }

    @Override
    public void ascend(
        double step, float[] gradient, int from, int length, float[] images, int to) {
      double norm = length(gradient, from, length);
      for (int i = 0; i < length && norm > 0 && Double.isFinite(norm); i++) {
        images[to + i] += (float) (step * (gradient[from + i] / norm));
      }
    }
  },
  /** The share of the values that changed; epsilons are from 0 to 1. */
  L0(1) {
    @Override
    public double distance(float[] clean, float[] adversarial, int from, int length) {
      int changed = 0;
      for (int i = from; i < from + length; i++) {
        changed += adversarial[i] == clean[i] ? 0 : 1;
      }
      return (double) changed / length;
    }

    /** Any value may change as far as it can, so that no gradient bounds what that does. */
    @Override
    public double dual(float[] gradient, int from, int length) {
      throw new UnsupportedOperationException("L0 has no dual norm");
    }

    /** Keeps the largest changes, of equal ones the first. */
    @Override
    public void shorten(double radius, float[] change, int from, int length) {
      int kept = (int) Math.floor(radius * length + TOLERANCE);
      Integer[] order = new Integer[length];
      Arrays.setAll(order, i -> from + i);
      Arrays.sort(order, (a, b) -> Float.compare(Math.abs(change[b]), Math.abs(change[a])));
      for (int i = Math.max(0, kept); i < length; i++) {
        change[order[i]] = 0;
      }
    }

    /** One value could go as far as it can. */
    @Override
    public void ascend(
        double step, float[] gradient, int from, int length, float[] images, int to) {
      throw new UnsupportedOperationException("L0 has no steps of a length");
    }
  };

  /** Room for what rounding to float32 adds to a distance. */
  private static final double TOLERANCE = 1e-6;

  private final double largest;

  Norm(double largest) {
    this.largest = largest;
  }

  /** The largest epsilon that makes sense. */
  public double largestEpsilon() {
    return largest;
  }

  /**
   * The distance of two images of {@code length} values, each of which begins at {@code from} in an
   * array [images, channels, height, width].
   */
  public abstract double distance(float[] clean, float[] adversarial, int from, int length);

  /**
   * The norm that bounds how far the linear function with this gradient moves within a ball of this
   * one.
   */
  public abstract double dual(float[] gradient, int from, int length);

  /**
   * Brings a perturbation of {@code length} values, which begins at {@code from}, to the nearest
   * one within a radius, in the unit of epsilons.
   */
  public abstract void shorten(double radius, float[] change, int from, int length);

  /**
   * The steepest step of a length along a gradient, of the values that begin at {@code from}, added
   * to what begins at {@code to}. A gradient that is zero leads nowhere.
   */
  public abstract void ascend(
      double step, float[] gradient, int from, int length, float[] images, int to);

  /** The L2 norm of some values. */
  public static double length(float[] values, int from, int length) {
    double square = 0;
    for (int i = from; i < from + length; i++) {
      square += (double) values[i] * values[i];
    }
    return Math.sqrt(square);
  }

  /** Whether two images, as of {@link #distance}, are within epsilon but for rounding. */
  public boolean within(double epsilon, float[] clean, float[] adversarial, int from, int length) {
    double tolerance = epsilon == 0 ? 0 : epsilon * TOLERANCE + TOLERANCE;
    return distance(clean, adversarial, from, length) <= epsilon + tolerance;
  }

  /**
   * Clips images to [0, 1] and, where this norm has a nearest image within epsilon, to that.
   *
   * <p>In L-infinity every value is clipped, so that no distance exceeds epsilon, not even by
   * rounding; in L2 the perturbation is shortened. In L0 an image that changes too many values goes
   * back to the clean one.
   *
   * @param clean the clean images, [images, size]
   * @param images what is clipped in place, [images, size]
   * @param size number of values of an image
   */
  public void project(float epsilon, float[] clean, float[] images, int size) {
    for (int from = 0; from < images.length; from += size) {
      projectOne(epsilon, clean, images, from, size);
    }
  }

  /** The same with one image, which begins at {@code from} in both arrays. */
  public void projectOne(float epsilon, float[] clean, float[] images, int from, int size) {
    for (int i = from; i < from + size; i++) {
      // A value that is no number would pass, and its prediction would count as a success.
      float value = Float.isNaN(images[i]) ? clean[i] : images[i];
      images[i] = clip(clean[i], this == LINF ? epsilon : 1, value);
    }
    if (this == LINF || within(epsilon, clean, images, from, size)) {
      return;
    }
    if (this == L0) {
      System.arraycopy(clean, from, images, from, size);
      return;
    }
    float share = (float) (epsilon / distance(clean, images, from, size));
    for (int i = from; i < from + size; i++) {
      images[i] = clean[i] + share * (images[i] - clean[i]);
    }
  }

  /** The value nearest to another one that is in [0, 1] and within epsilon of a clean one. */
  public static float clip(float clean, float epsilon, float value) {
    float low = Math.max(0f, -above(-clean, epsilon));
    float high = Math.min(1f, above(clean, epsilon));
    return Math.min(high, Math.max(low, value));
  }

  /**
   * The largest float32 that is at most epsilon above a value; their sum may have been rounded up.
   */
  private static float above(float value, float epsilon) {
    float sum = value + epsilon;
    return (double) sum - value > epsilon ? Math.nextDown(sum) : sum;
  }

  /** The largest float32 that does not exceed an epsilon. */
  public static float atMost(double epsilon) {
    float rounded = (float) epsilon;
    return rounded > epsilon ? Math.nextDown(rounded) : rounded;
  }

  /** The numbers of a list's epsilons from the smallest to the largest. */
  public static int[] ascending(float[] epsilons) {
    Integer[] order = new Integer[epsilons.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(epsilons[a], epsilons[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
