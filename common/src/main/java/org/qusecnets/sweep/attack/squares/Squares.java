package org.qusecnets.sweep.attack.squares;

import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

/** What the square attack changes at a query. */
public abstract class Squares {
  private final ImageShape shape;
  private final float epsilon;

  Squares(ImageShape shape, float epsilon) {
    this.shape = shape;
    this.epsilon = epsilon;
  }

  /**
   * Those of a norm.
   *
   * @param norm any but L0
   */
  public static Squares of(Norm norm, ImageShape shape, float epsilon) {
    return switch (norm) {
      case LINF -> new ConstantSquares(shape, epsilon);
      case L2 -> new L2Squares(shape, epsilon);
      case L1 -> new L1Squares(shape, epsilon);
      case L0 -> throw new UnsupportedOperationException("L0 has no squares");
    };
  }

  final ImageShape shape() {
    return shape;
  }

  /** The bound of the perturbation. */
  public final float epsilon() {
    return epsilon;
  }

  /** The side of squares that take a share of the image. */
  public abstract int side(double share);

  /**
   * Writes the first image.
   *
   * @param clean where the clean image begins at {@code from}
   * @param images where to write it, likewise; not clipped
   */
  public abstract void begin(float[] clean, float[] images, int from, SplittableRandom random);

  /** Changes a square of an image, likewise. */
  public abstract void change(
      float[] clean, float[] images, int from, int side, SplittableRandom random);

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
