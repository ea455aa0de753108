package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** Random points at a distance from an image: in L-infinity one value at least goes all the way. */
public final class RandomStart {
  private RandomStart() {}

  /**
   * Moves what begins at {@code from} to a random point of a ball, each as likely as any other, not
   * clipped.
   *
   * @param norm L-infinity or L2
   */
  public static void within(
      Norm norm, float epsilon, SplittableRandom random, float[] images, int from, int size) {
    if (norm == Norm.L2) {
      double radius = epsilon * Math.pow(random.nextDouble(), 1.0 / size);
      add(norm, radius, random, images, from, size);
      return;
    }
    for (int i = from; i < from + size; i++) {
      images[i] += epsilon * (float) (2 * random.nextDouble() - 1);
    }
  }

  /**
   * Moves what begins at {@code from} by a random vector of a length, not clipped.
   *
   * @param norm L-infinity or L2, in which the vector has this length
   */
  public static void add(
      Norm norm, double distance, SplittableRandom random, float[] images, int from, int size) {
    float[] way = new float[size];
    double largest = 0;
    for (int i = 0; i < size; i++) {
      way[i] = (float) (norm == Norm.LINF ? 2 * random.nextDouble() - 1 : random.nextGaussian());
      largest = Math.max(largest, Math.abs(way[i]));
    }
    double length = norm == Norm.LINF ? largest : Norm.length(way, 0, size);
    for (int i = 0; i < size; i++) {
      images[from + i] += (float) (distance * (way[i] / length));
    }
  }
}
