package org.qusecnets.sweep.defense;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * An input defense whose derivative is zero almost everywhere or unknown, and which makes an image
 * much like the one it is given: gradients go back as if it were the identity.
 *
 * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018, Section 4.1</a>
 */
public interface StraightThrough extends InputDefense {
  @Override
  default String gradient() {
    return "straight-through";
  }

  @Override
  default float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
    return gradient.clone();
  }
}
