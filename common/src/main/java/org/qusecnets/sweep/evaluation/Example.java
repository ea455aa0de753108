package org.qusecnets.sweep.evaluation;

import java.util.Optional;

/**
 * One image under one attack at one epsilon.
 *
 * @param epsilon index into the attack's list of epsilons
 * @param image number of the image in its data set's test split
 * @param label its true class
 * @param clean prediction for the clean image
 * @param adversarial prediction for the adversarial image in float32
 * @param rounded prediction for the adversarial image rounded to 8 bits, as it would be stored
 * @param perturbation difference of the adversarial image in float32 to the clean one
 * @param gradient the gradient that the attack started from; empty for an attack without gradients
 * @param pictures the images themselves, for the first few
 * @param seconds wall time spent on this image and epsilon: an equal share of its unit's
 */
public record Example(
    int epsilon,
    int image,
    int label,
    Prediction clean,
    Prediction adversarial,
    Prediction rounded,
    Perturbation perturbation,
    Optional<GradientFacts> gradient,
    Optional<Pictures> pictures,
    double seconds) {

  /**
   * The size of the perturbation.
   *
   * @param l0 number of values that changed
   * @param l2 root of the sum of squared changes
   * @param linf largest absolute change
   */
  public record Perturbation(int l0, double l2, double linf) {
    static Perturbation between(float[] clean, float[] adversarial, int from, int length) {
      int changed = 0;
      double square = 0;
      double largest = 0;
      for (int i = from; i < from + length; i++) {
        double change = (double) adversarial[i] - clean[i];
        changed += change == 0 ? 0 : 1;
        square += change * change;
        largest = Math.max(largest, Math.abs(change));
      }
      return new Perturbation(changed, Math.sqrt(square), largest);
    }
  }

  /**
   * Images as floats in [0, 1], channel by channel, row by row.
   *
   * @param clean the clean image
   * @param adversarial the adversarial image
   * @param cleanInside the clean image as the network behind the defense's input layer sees it
   * @param adversarialInside likewise the adversarial image
   */
  public record Pictures(
      float[] clean, float[] adversarial, float[] cleanInside, float[] adversarialInside) {}

  Example completed(Optional<GradientFacts> facts, double share) {
    return new Example(
        epsilon, image, label, clean, adversarial, rounded, perturbation, facts, pictures, share);
  }

  /** Whether the attack turned a correct prediction into a wrong one. */
  public boolean success() {
    return clean.label() == label && adversarial.label() != label;
  }

  /** Whether it did and rounding the image to 8 bits leaves it so. */
  public boolean roundedSuccess() {
    return clean.label() == label && rounded.label() != label;
  }
}
