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
   * How many predictions of each image had been asked for when what is proposed for an epsilon was
   * found; told before the proposal, by attacks whose price that is.
   *
   * @param epsilonIndex index into the list of epsilons
   * @param queries [images]: at least 1, or 0 where nothing was found
   */
  default void queries(int epsilonIndex, int[] queries) {
    // Whoever only wants the images does not count.
  }

  /**
   * Which part of the attack found what is proposed for an epsilon; told before the proposal, by
   * attacks that consist of several.
   *
   * @param epsilonIndex index into the list of epsilons
   * @param parts [images]: the names of parts, null where nothing was found
   */
  default void foundBy(int epsilonIndex, String[] parts) {
    // Likewise.
  }

  /**
   * The nearest adversarial images that the attack found, [images, channels, height, width]: each
   * counts at every epsilon that it is within, and the clean image at the others.
   */
  void proposeNearest(float[] images);
}
