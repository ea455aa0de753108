package org.qusecnets.sweep.attack.norm;

import java.util.Arrays;
import java.util.SplittableRandom;

/** How the size of a perturbation is measured; an attack's epsilons bound it. */
public enum Norm {
  /** The largest absolute change of a value; epsilons are from 0 to 1. */
  LINF(1, new LinfGeometry()),
  /** The root of the sum of squared changes; epsilons are from 0 to 100. */
  L2(100, new L2Geometry()),
  /** The sum of absolute changes; epsilons are from 0 to 10,000. */
  L1(10_000, new L1Geometry()),
  /** The share of the values that changed; epsilons are from 0 to 1. */
  L0(1, new L0Geometry());

  /** Room for what rounding to float32 adds to a distance. */
  static final double TOLERANCE = 1e-6;

  private final double largest;

  /** None of them has a state. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final Geometry geometry;

  Norm(double largest, Geometry geometry) {
    this.largest = largest;
    this.geometry = geometry;
  }

  /** The largest epsilon that makes sense. */
  public double largestEpsilon() {
    return largest;
  }

  /**
   * The distance of two images of {@code length} values, each of which begins at {@code from} in an
   * array [images, channels, height, width].
   */
  public double distance(float[] clean, float[] adversarial, int from, int length) {
    return geometry.distance(clean, adversarial, from, length);
  }

  /**
   * The norm that bounds how far the linear function with this gradient moves within a ball of this
   * one.
   */
  public double dual(float[] gradient, int from, int length) {
    return geometry.dual(gradient, from, length);
  }

  /**
   * Brings a perturbation of {@code length} values, which begins at {@code from}, to the nearest
   * one within a radius, in the unit of epsilons.
   */
  public void shorten(double radius, float[] change, int from, int length) {
    geometry.shorten(radius, change, from, length);
  }

  /**
   * The steepest step of a length along a gradient, of the values that begin at {@code from}, added
   * to what begins at {@code to}. A gradient that is zero leads nowhere. In L1 it is spread over
   * the largest values of the gradient ({@link SparseAscent}).
   */
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    geometry.ascend(step, gradient, from, length, images, to);
  }

  double draw(SplittableRandom random) {
    return geometry.draw(random);
  }

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
    return distance(clean, adversarial, from, length) <= reach(epsilon);
  }

  /** How far an image may be to count as {@link #within} epsilon. */
  public static double reach(double epsilon) {
    return epsilon == 0 ? 0 : epsilon + epsilon * TOLERANCE + TOLERANCE;
  }

  /**
   * Clips images to [0, 1] and, where this norm has a nearest image within epsilon, to that.
   *
   * <p>In L-infinity every value is clipped, and in L1 it is the nearest image of the ball and the
   * range together: no distance exceeds epsilon, not even by rounding. In L2 the image is clipped
   * and the perturbation is shortened. In L0 an image that changes too many values goes back to the
   * clean one.
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
    geometry.project(epsilon, clean, images, from, size);
  }

  /** Brings every value into [0, 1] and within epsilon of the clean one. */
  static void clip(float epsilon, float[] clean, float[] images, int from, int size) {
    for (int i = from; i < from + size; i++) {
      // A value that is no number would pass, and its prediction would count as a success.
      float value = Float.isNaN(images[i]) ? clean[i] : images[i];
      images[i] = clip(clean[i], epsilon, value);
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
