package org.qusecnets.sweep.attack;

import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.network.Classifier;
import org.qusecnets.sweep.options.Options;

/**
 * The Fast Gradient Sign Method: {@code x + epsilon sign(dCE/dx)} at the true label, one gradient
 * for all epsilons.
 *
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow, Shlens, Szegedy: Explaining and
 *     Harnessing Adversarial Examples, Section 4</a>
 */
record FastGradientSign() implements Attack {
  static final String TYPE = "fgsm";

  static FastGradientSign read(Options options) {
    return new FastGradientSign();
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    return new TreeMap<>();
  }

  @Override
  public void attack(
      Classifier classifier, LabelledImages images, float[] epsilons, Proposals proposals) {
    float[] clean = images.pixels();
    float[] gradient =
        classifier
            .gradient(clean, images.count(), CrossEntropy.at(images.labels(), classifier.classes()))
            .gradient();
    proposals.startingGradient(gradient);
    float[] sign = new float[clean.length];
    for (int i = 0; i < clean.length; i++) {
      sign[i] = Math.signum(gradient[i]);
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
