package org.qusecnets.sweep.attack;

import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageShape;

/** What {@link Square} changes at a query, by its norm. */
abstract class Squares {
  private final ImageShape shape;
  private final float epsilon;

  Squares(ImageShape shape, float epsilon) {
    this.shape = shape;
    this.epsilon = epsilon;
  }

  final ImageShape shape() {
    return shape;
  }

  final float epsilon() {
    return epsilon;
  }

  /** The side of squares that take a share of the image. */
  abstract int side(double share);

  /**
   * Writes the first image.
   *
   * @param clean where the clean image begins at {@code from}
   * @param images where to write it, likewise; not clipped
   */
  abstract void begin(float[] clean, float[] images, int from, SplittableRandom random);

  /** Changes a square of an image, likewise. */
  abstract void change(float[] clean, float[] images, int from, int side, SplittableRandom random);

  /** The side of a square of so many of the image's values. */
  final int sideOf(double share, int least) {
    long side = Math.round(Math.sqrt(share * shape.height() * shape.width()));
    return (int) Math.max(side, least);
  }

  final int largestSide() {
    return Math.min(shape.height(), shape.width());
  }

  static float sign(SplittableRandom random) {
    return random.nextBoolean() ? 1 : -1;
  }
}
