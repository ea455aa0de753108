package org.qusecnets.sweep.recipe;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * A function of images that stands in front of a network, without parameters that are learned.
 *
 * <p>Images are [channels, height, width], floats that are in [0, 1] as long as an attacker keeps
 * to it. An implementation is a pure function: what it draws comes from the seed it is given, so
 * that an image gives the same whatever is beside it. It never changes the arrays it is given.
 */
public non-sealed interface InputTransform extends InputStage {
  /**
   * How {@link #backward} takes gradients back: {@code exact}, {@code straight-through}, or in a
   * few words what function's gradient stands in.
   */
  @Override
  String gradient();

  /**
   * What it makes of single values where other programs can compute that exactly: what an export
   * says of it. Nothing where it looks at several values, draws random numbers or is not known to
   * do neither.
   */
  default Optional<TransformFormula> formula() {
    return Optional.empty();
  }

  /**
   * The transformed image.
   *
   * @param seed of its random numbers
   */
  float[] transform(float[] image, ImageShape shape, long seed);

  /**
   * The gradient with respect to the image, or what stands in for it.
   *
   * @param image the image
   * @param shape its shape
   * @param gradient the gradient with respect to the transformed image
   * @param seed the one that the image was transformed with
   */
  float[] backward(float[] image, ImageShape shape, float[] gradient, long seed);

  /**
   * The gradient with respect to the image on a way that does not pass it by.
   *
   * @param image the image
   * @param shape its shape
   * @param gradient the gradient with respect to the transformed image
   * @param seed the one that the image was transformed with
   * @param way how it goes back
   */
  default float[] backward(
      float[] image, ImageShape shape, float[] gradient, long seed, GradientWay way) {
    return isSmoothed(way)
        ? smoothedBackward(image, gradient, way.smoothedZ())
        : backward(image, shape, gradient, seed);
  }

  /**
   * The gradient on the smoothed path, where {@link #isSmoothedBy}.
   *
   * @param image the image
   * @param gradient the gradient with respect to the transformed image
   * @param z steepness of the sigmoids whose derivative stands in
   */
  default float[] smoothedBackward(float[] image, float[] gradient, double z) {
    throw new UnsupportedOperationException(type() + " is not smoothed");
  }
}
