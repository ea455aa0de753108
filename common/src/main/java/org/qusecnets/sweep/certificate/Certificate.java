package org.qusecnets.sweep.certificate;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.Declared;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A method of proof that no perturbation within epsilon changes a prediction.
 *
 * <p>What it does not prove is unknown: attacks show what breaks. A new method is one class, one
 * line in {@link Certificates} and one row in the tests' {@code CertificateTable}.
 */
public interface Certificate extends Declared, Serializable {
  /** The name in configurations and tables, such as {@code crown}. */
  String type();

  /** How its epsilons measure perturbations. */
  Norm norm();

  /** Why it proves nothing of models of a recipe, if that is so. */
  Optional<String> obstacle(ModelRecipe recipe);

  /**
   * Whether it certifies the model itself, so that attacks on the model tell of the same thing, and
   * not another one that is made of it.
   */
  default boolean isOfModelItself() {
    return true;
  }

  /** What proving an image at one epsilon takes at most. */
  Effort effort();

  /**
   * Proves what it can of an image at each epsilon.
   *
   * @param model a model that it has no {@link #obstacle} to
   * @param image [channels, height, width], floats in [0, 1]
   * @param label the class that it is to be classified as
   * @param seed of the image's random numbers, of methods that draw some
   * @param epsilons ascending, 0 or more
   * @return one for each epsilon
   */
  List<Proof> prove(
      CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons);

  /** How many images are to be given together: more are proven no faster. */
  default int together() {
    return 1;
  }

  /**
   * Proves what it can of several images, each by itself.
   *
   * @param model a model that it has no {@link #obstacle} to
   * @param epsilons ascending, 0 or more
   * @return for each image one for each epsilon
   */
  default List<List<Proof>> prove(
      CertifiedModel model, List<Subject> subjects, List<Double> epsilons) {
    return subjects.stream()
        .map(one -> prove(model, one.image(), one.label(), one.seed(), epsilons))
        .toList();
  }

  /**
   * Checks that what is not proven at one epsilon may count as not proven at the next.
   *
   * @throws IllegalArgumentException if the epsilons are not ascending
   */
  static void checkAscending(List<Double> epsilons) {
    for (int i = 1; i < epsilons.size(); i++) {
      if (!(epsilons.get(i - 1) <= epsilons.get(i))) {
        throw new IllegalArgumentException("epsilons are to ascend, were " + epsilons);
      }
    }
  }
}
