package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.recipe.Classifier;

/** Whose successes count at an epsilon without another attempt. */
public enum ReuseSuccesses {
  /** Those of every smaller epsilon: an adversarial image is not attacked again. */
  SMALLER_EPSILONS,
  /** Every epsilon begins anew. */
  NEVER;

  /** What an attack does at one epsilon. */
  @FunctionalInterface
  public interface Round {
    /**
     * Attacks the images that are not done.
     *
     * @param epsilonIndex index into the list of epsilons
     * @param found takes what is found, [images, channels, height, width]
     * @param done [images]: marks those that need no more
     */
    void attack(int epsilonIndex, float[] found, boolean[] done);
  }

  /**
   * Attacks at each epsilon, from the smallest on, and proposes what is found. On a model that
   * draws random numbers every epsilon begins anew: other draws may not take a success for one.
   *
   * @param epsilons [epsilons]: the bounds of the perturbation, in any order
   * @param results takes what is found
   * @param round what is done at each epsilon
   */
  public void attackEach(
      Classifier classifier,
      AttackBatch batch,
      float[] epsilons,
      AttackResults results,
      Round round) {
    float[] found = batch.pixels().clone();
    boolean[] done = new boolean[batch.count()];
    for (int e : Norm.ascending(epsilons)) {
      if (this == NEVER || classifier.isRandom()) {
        found = batch.pixels().clone();
        done = new boolean[batch.count()];
      }
      boolean[] reused = done.clone();
      round.attack(e, found, done);
      results.propose(e, found, reused);
    }
  }

  /** What the option is, for its declaration. */
  public static final String SAYS =
      "Whether images that were adversarial at a smaller epsilon count and are not attacked again.";
}
