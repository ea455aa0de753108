package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Gradients;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * The Fast Gradient Sign Method: {@code x + epsilon sign(dCE/dx)} at the label, or {@code x -
 * epsilon sign(dCE/dx)} at the target; one gradient for all epsilons.
 *
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow, Shlens, Szegedy: Explaining and
 *     Harnessing Adversarial Examples, Section 4</a>
 */
record FastGradientSign(@Option(says = Target.SAYS, otherwise = "none") Target target)
    implements Attack {
  static final String TYPE = "fgsm";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Access access() {
    return Access.GRADIENTS;
  }

  @Override
  public Norm norm() {
    return Norm.LINF;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public boolean isForRandomModels() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(1, 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    float[] clean = batch.pixels();
    float[] sign =
        classifier
            .gradient(clean, batch.count(), Losses.CROSS_ENTROPY.of(batch, classifier.classes()))
            .gradient();
    for (int i = 0; i < sign.length; i++) {
      sign[i] = Gradients.sign(sign[i]);
    }
    float[] proposal = new float[clean.length];
    for (int e = 0; e < epsilons.length; e++) {
      float epsilon = epsilons[e];
      for (int i = 0; i < clean.length; i++) {
        proposal[i] = clean[i] + epsilon * sign[i];
      }
      proposals.propose(e, proposal);
    }
  }
}
