package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Norm;

/** The nearest adversarial image of each that an attack has come by; the clean one until then. */
final class NearestFound {
  private final AttackBatch batch;
  private final Norm norm;
  private final float[] images;
  private final double[] distances;

  NearestFound(AttackBatch batch, Norm norm) {
    this.batch = batch;
    this.norm = norm;
    images = batch.pixels().clone();
    distances = new double[batch.count()];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
  }

  /**
   * Takes an adversarial image if it is not farther than the one that is kept.
   *
   * @param from of a batch; the image's begins where it does in the batch
   */
  void offer(int image, float[] from) {
    offer(image, batch, image, from);
  }

  /**
   * Takes an adversarial image, likewise, from among those of some of the batch's images.
   *
   * @param some to which {@code from} belongs
   * @param row where the image is in it
   * @return whether it is not farther than the one that was kept
   */
  boolean offer(int image, AttackBatch some, int row, float[] from) {
    int start = row * batch.size();
    double distance = norm.distance(some.pixels(), from, start, batch.size());
    boolean nearer = distance <= distances[image];
    if (nearer) {
      distances[image] = distance;
      System.arraycopy(from, start, images, image * batch.size(), batch.size());
    }
    return nearer;
  }

  /** The distance of the nearest one, infinite if there is none. */
  double distance(int image) {
    return distances[image];
  }

  /** Whether there is one. */
  boolean has(int image) {
    return distances[image] < Double.POSITIVE_INFINITY;
  }

  /** The images, [images, channels, height, width]. */
  float[] images() {
    return images;
  }
}
