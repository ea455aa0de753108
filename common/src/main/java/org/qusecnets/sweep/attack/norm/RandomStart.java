package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** Random points at a distance from an image: in L-infinity one value at least goes all the way. */
public final class RandomStart {
  private RandomStart() {}

  /**
   * Moves what begins at {@code from} to a random point of a ball, each as likely as any other, not
   * clipped.
   *
   * @param norm any but L0
   */
  public static void within(
      Norm norm, float epsilon, SplittableRandom random, float[] images, int from, int size) {
    if (norm == Norm.LINF) {
      for (int i = from; i < from + size; i++) {
        images[i] += epsilon * (float) norm.draw(random);
      }
      return;
    }
    double radius = epsilon * Math.pow(random.nextDouble(), 1.0 / size);
    add(norm, radius, random, images, from, size);
  }

  /**
   * Moves what begins at {@code from} by a random vector of a length, not clipped; each direction
   * is as likely as any other.
   *
   * @param norm any but L0, in which the vector has this length
   */
  public static void add(
      Norm norm, double distance, SplittableRandom random, float[] images, int from, int size) {
    float[] way = new float[size];
    for (int i = 0; i < size; i++) {
      way[i] = (float) norm.draw(random);
    }
    double length = norm.distance(new float[size], way, 0, size);
    for (int i = 0; i < size; i++) {
      images[from + i] += (float) (distance * (way[i] / length));
    }
  }
}
