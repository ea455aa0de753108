package org.qusecnets.sweep.attack;

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

  /** The distance of two images of {@code length} values that begin at {@code from}. */
  public abstract double distance(float[] clean, float[] adversarial, int from, int length);

  /** Whether two images are within epsilon of each other, but for rounding. */
  public boolean within(double epsilon, float[] clean, float[] adversarial, int from, int length) {
    double tolerance = epsilon == 0 ? 0 : epsilon * TOLERANCE + TOLERANCE;
    return distance(clean, adversarial, from, length) <= epsilon + tolerance;
  }

  /**
   * Clips images to [0, 1] and, where this norm has a nearest image within epsilon, to that.
   *
   * <p>In L-infinity every value is clipped, in L2 the perturbation is shortened. In L0 an image
   * that changes too many values goes back to the clean one.
   */
  public void project(float epsilon, float[] clean, float[] images, int size) {
    for (int from = 0; from < images.length; from += size) {
      projectOne(epsilon, clean, images, from, size);
    }
  }

  private void projectOne(float epsilon, float[] clean, float[] images, int from, int size) {
    for (int i = from; i < from + size; i++) {
      float low = this == LINF ? Math.max(0f, clean[i] - epsilon) : 0f;
      float high = this == LINF ? Math.min(1f, clean[i] + epsilon) : 1f;
      // A value that is no number would pass, and its prediction would count as a success.
      float value = Float.isNaN(images[i]) ? clean[i] : images[i];
      images[i] = Math.min(high, Math.max(low, value));
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

  /** The numbers of a list's epsilons from the smallest to the largest. */
  public static int[] ascending(float[] epsilons) {
    Integer[] order = new Integer[epsilons.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Float.compare(epsilons[a], epsilons[b]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
