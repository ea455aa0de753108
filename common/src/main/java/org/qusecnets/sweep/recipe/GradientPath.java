package org.qusecnets.sweep.recipe;

/** How gradients with respect to images go back through what a defense puts before a network. */
public enum GradientPath {
  /**
   * By the derivative of each part that has a useful one; through the others by what stands in for
   * it, see {@link InputStage#gradient()}.
   */
  EXACT,
  /**
   * Unchanged, as if each part were the identity, its clipping included; the images go forward
   * through all of them all the same. The straight-through estimator, which as an attack on
   * defenses is the simplest case of backward pass differentiable approximation (BPDA). Parts that
   * change the shape of images cannot be left out and keep their own way.
   *
   * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018, Section 4.1</a>
   */
  STRAIGHT_THROUGH,
  /**
   * By the derivative of sigmoids that are less steep where a part quantizes, although the images
   * go forward through its own; exactly through the others. Unlike the straight-through estimator
   * it knows where thresholds are, unlike the exact derivative it is seen from afar (BPDA, too).
   */
  SMOOTHED,
  /**
   * Not at all through the leading parts that change each value by itself and never let a larger
   * one become smaller: the attack searches among their outputs, in the box of all that an image
   * within epsilon can become there. Exactly through what follows.
   */
  BOX,
  /** The one of these that is right for the defense and the attack. */
  ADAPTED
}
