package org.qusecnets.sweep.network;

/** How gradients with respect to images go back through the quantization layer. */
public enum GradientPath {
  /** By the layer's own derivative. */
  EXACT,
  /**
   * Unchanged, as if the layer were the identity, its clipping included; the images go forward
   * through the layer all the same. The straight-through estimator, which as an attack on defenses
   * is the simplest case of backward pass differentiable approximation (BPDA).
   *
   * @see <a href="https://arxiv.org/abs/1802.00420">Athalye, Carlini, Wagner 2018, Section 4.1</a>
   */
  STRAIGHT_THROUGH
}
