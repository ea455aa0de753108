package org.qusecnets.sweep.attack;

import java.io.Serializable;
import java.util.SortedMap;
import org.qusecnets.sweep.network.Classifier;

/**
 * A search for small perturbations that change a classifier's prediction.
 *
 * <p>An attack proposes; {@link org.qusecnets.sweep.evaluation} disposes: it clips every proposal
 * to the epsilon ball and to [0, 1], and scores it. A new attack is one class, one line in {@link
 * Attacks} and one row in {@code AttacksTest}.
 */
public interface Attack extends Serializable {
  /** The name in configurations and tables, such as {@code fgsm}. */
  String type();

  /**
   * All its parameters by configuration key, defaults included: what tables show and ids are made
   * of.
   */
  SortedMap<String, Object> parameters();

  /**
   * Attacks a batch of images at every epsilon.
   *
   * @param classifier the model under attack
   * @param images the clean images and their labels
   * @param epsilons the bounds of the perturbation in the L-infinity norm, each in [0, 1]
   * @param proposals takes what was found
   */
  void attack(Classifier classifier, LabelledImages images, float[] epsilons, Proposals proposals);
}
