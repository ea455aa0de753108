package org.qusecnets.sweep.attack;

/** Takes what an attack finds: either something for each epsilon, or one image for all of them. */
public interface AttackResults {
  /**
   * Adversarial images for one epsilon, not necessarily clipped; the array may be used again
   * afterwards.
   *
   * @param epsilonIndex index into the list of epsilons
   * @param images the proposals, [images, channels, height, width]
   * @param reused [images]: which of them were found at a smaller epsilon and not looked for again
   */
  void propose(int epsilonIndex, float[] images, boolean[] reused);

  /** Adversarial images, likewise, of which none is reused from another epsilon. */
  default void propose(int epsilonIndex, float[] images) {
    propose(epsilonIndex, images, new boolean[0]);
  }

  /**
   * The nearest adversarial images that the attack found, [images, channels, height, width]: each
   * counts at every epsilon that it is within, and the clean image at the others.
   */
  void proposeNearest(float[] images);
}
