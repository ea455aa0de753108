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
   * change the shape of images cannot be left out and keep their own way. Activations of hidden
   * layers have the slope that stands in for one that saturates ({@link
   * ActivationOptions#gradient(GradientPath)}).
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
   * within epsilon can become there. Through what follows as on the adapted path.
   */
  BOX,
  /**
   * As on the adapted path; the nearest adversarial image that an attack finds in L2 is then
   * brought nearer among the outputs of the leading parts of which {@link #BOX} tells, each of
   * which costs what the nearest pixel that has it is away.
   */
  OUTPUTS,
  /**
   * By what is right for each part by itself: gentler sigmoids where it quantizes, exactly
   * elsewhere. A detector beside the network counts: what it detects is not adversarial.
   */
  ADAPTED;

  /** Whether parts are passed by, and activations that saturate have the slope of others. */
  public boolean passes() {
    return this == STRAIGHT_THROUGH;
  }

  /** Whether a part's gentler sigmoids stand in for it. */
  boolean smooths() {
    return this == SMOOTHED || this == OUTPUTS || this == ADAPTED;
  }
}
