package org.qusecnets.sweep.attack;

/** Takes what an attack finds. */
public interface Proposals {
  /**
   * The gradient at the clean images that the attack starts from, one row an image: what tells
   * masked gradients from honest ones. An attack without gradients does not call this.
   */
  void startingGradient(float[] gradient);

  /**
   * Adversarial images for one epsilon, one row an image, not necessarily clipped; the array may be
   * used again afterwards.
   *
   * @param epsilon index into the list of epsilons
   * @param images the proposals
   */
  void propose(int epsilon, float[] images);
}
