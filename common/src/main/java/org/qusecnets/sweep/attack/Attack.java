package org.qusecnets.sweep.attack;

import java.io.Serializable;
import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * A search for small perturbations that change a classifier's prediction.
 *
 * <p>An attack proposes; {@link org.qusecnets.sweep.evaluation} disposes: it keeps every proposal
 * within epsilon of the clean image and within [0, 1], and scores it. A new attack is one class,
 * one line in {@link Attacks} and one row in the tests' {@code AttackTable}, or an {@link
 * AttackPlugin}.
 */
public interface Attack extends Declared, Serializable {
  /** The name in configurations and tables, such as {@code fgsm}. */
  String type();

  /** What it asks of the model. */
  Access access();

  /** How its epsilons measure perturbations. */
  Norm norm();

  /** The class that it is to reach. */
  default Target target() {
    return Target.NONE;
  }

  /**
   * Whether an image that is adversarial at one epsilon counts at the larger ones and is not
   * attacked again there.
   */
  default boolean reusesSuccesses() {
    return false;
  }

  /**
   * Whether what it ends with on a model that draws random numbers is likely to be adversarial to
   * other draws than it saw: it goes on beyond the first look that takes an image for a success. An
   * attack that ends there ends at the border of a mean of draws, on both sides of which others
   * fall, so that its failures say nothing about the model.
   */
  default boolean isForRandomModels() {
    return false;
  }

  /**
   * Whether it looks for the nearest image that is just adversarial and proposes that for all
   * epsilons, so that a nearer one that still is would be better.
   */
  default boolean findsNearest() {
    return false;
  }

  /**
   * Whether what it proposes at one epsilon, its first gradient and what it asks for are the same
   * whatever other epsilons it is given: then a sweep that gets another epsilon works out that one
   * alone.
   */
  default boolean epsilonsAreIndependent() {
    return false;
  }

  /**
   * About what it asks where no image ends early: most attacks ask for less.
   *
   * @param shape of an image
   * @param epsilons number of epsilons
   */
  QueryBudget queryBudget(ImageShape shape, int classes, int epsilons);

  /**
   * Checks that it may attack one model to fool another.
   *
   * @throws org.qusecnets.sweep.options.InvalidOption if it would stop as soon as the model that it
   *     sees is fooled, although it could go on
   */
  default void checkTransfer() {}

  /**
   * Why it cannot search among a layer's outputs in place of pixels: an option that would mean
   * something else there, such as {@code step-unit is pixel-range}; empty if there is none.
   */
  default Optional<String> obstacleToBox() {
    return Optional.empty();
  }

  /**
   * Attacks a batch of images at every epsilon.
   *
   * @param classifier whose gradients and predictions the attack may see
   * @param batch the clean images and what to reach with each
   * @param epsilons [epsilons]: the bounds of the perturbation in this attack's norm
   * @param proposals takes what was found
   */
  void attack(Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals);
}
