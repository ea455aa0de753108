package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declared;

/**
 * A function of images that stands in front of a network, without parameters that are learned.
 *
 * <p>Images are [channels, height, width], floats that are in [0, 1] as long as an attacker keeps
 * to it. An implementation is a pure function: what it draws comes from the seed it is given, so
 * that an image gives the same whatever is beside it. It never changes the arrays it is given.
 */
public interface InputTransform extends Declared, Serializable {
  /** Its name, such as {@code median-filter}. */
  String type();

  /** Whether the network is trained behind it. */
  Applied applied();

  /**
   * The shape of what it makes of an image.
   *
   * @param input the shape of the image
   */
  default ImageShape output(ImageShape input) {
    return input;
  }

  /** Whether it draws random numbers. */
  default boolean isRandom() {
    return false;
  }

  /**
   * How {@link #backward} takes gradients back: {@code exact}, {@code straight-through}, or in a
   * few words what function's gradient stands in.
   */
  String gradient();

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
}
