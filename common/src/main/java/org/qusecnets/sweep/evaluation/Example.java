package org.qusecnets.sweep.evaluation;

import java.util.Optional;

/**
 * One image under one attack at one epsilon.
 *
 * @param epsilonIndex index into the attack's list of epsilons
 * @param image number of the image in its dataset's test split
 * @param label its true class
 * @param target the class that the attack was to reach; empty if any other would do
 * @param attacked whether it was attacked, see {@link Misclassified}
 * @param reused whether the adversarial image was found at a smaller epsilon
 * @param clean prediction for the clean image
 * @param adversarial prediction for the adversarial image in float32
 * @param rounded prediction for the adversarial image rounded to 8 bits, as it would be stored
 * @param perturbation difference of the adversarial image in float32 to the clean one
 * @param queries predictions that had been asked for when the adversarial image was found; empty
 *     where there is none, or the attack does not count them
 * @param foundBy the part of the attack that found it; likewise
 * @param gradient the gradient that the attack started from; empty for an attack without gradients
 * @param pictures the images themselves, for the first few
 * @param effort what was spent: an equal share of its unit's
 */
public record Example(
    int epsilonIndex,
    int image,
    int label,
    Optional<Integer> target,
    boolean attacked,
    boolean reused,
    Prediction clean,
    Prediction adversarial,
    Prediction rounded,
    Perturbation perturbation,
    Optional<Integer> queries,
    Optional<String> foundBy,
    Optional<GradientFacts> gradient,
    Optional<Pictures> pictures,
    Effort effort) {

  /**
   * What an attack spent.
   *
   * @param gradients gradients of this image, for all epsilons together
   * @param inferences predictions of this image that the attack asked for besides, likewise
   * @param seconds wall time of this image and epsilon, scoring included
   */
  public record Effort(double gradients, double inferences, double seconds) {
    static final Effort NONE = new Effort(0, 0, 0);
  }

  /**
   * The size of the perturbation.
   *
   * @param changedValues how many values changed
   * @param l0 the share of the image's values that they are, as epsilon of this norm is one
   * @param l1 sum of absolute changes
   * @param l2 root of the sum of squared changes
   * @param linf largest absolute change
   */
  public record Perturbation(int changedValues, double l0, double l1, double l2, double linf) {
    static final Perturbation NONE = new Perturbation(0, 0, 0, 0, 0);

    static Perturbation between(float[] clean, float[] adversarial, int from, int length) {
      int changed = 0;
      double sum = 0;
      double square = 0;
      double largest = 0;
      for (int i = from; i < from + length; i++) {
        double change = (double) adversarial[i] - clean[i];
        changed += change == 0 ? 0 : 1;
        sum += Math.abs(change);
        square += change * change;
        largest = Math.max(largest, Math.abs(change));
      }
      return new Perturbation(changed, (double) changed / length, sum, Math.sqrt(square), largest);
    }
  }

  /**
   * Images as floats in [0, 1], each [channels, height, width].
   *
   * @param clean the clean image
   * @param adversarial the adversarial image
   * @param networkInputClean the clean image as the network behind the defense's input layer sees
   *     it
   * @param networkInputAdversarial likewise the adversarial image
   */
  public record Pictures(
      float[] clean,
      float[] adversarial,
      float[] networkInputClean,
      float[] networkInputAdversarial) {}

  /** With what is known at the end; what an attack said of images that it did not break is gone. */
  Example completed(Optional<GradientFacts> facts, Effort share) {
    return new Example(
        epsilonIndex,
        image,
        label,
        target,
        attacked,
        reused,
        clean,
        adversarial,
        rounded,
        perturbation,
        success() ? queries : Optional.empty(),
        success() ? foundBy : Optional.empty(),
        facts,
        pictures,
        attacked ? share : new Effort(0, 0, share.seconds()));
  }

  /** Whether the attack reached what it was to: the target, or else any wrong prediction. */
  public boolean success() {
    return succeeds(adversarial);
  }

  /** Whether it did and rounding the image to 8 bits leaves it so. */
  public boolean roundedSuccess() {
    return succeeds(rounded);
  }

  private boolean succeeds(Prediction prediction) {
    return attacked && target.map(t -> prediction.label() == t).orElse(prediction.label() != label);
  }
}
