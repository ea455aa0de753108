package org.qusecnets.sweep.defense;

import java.util.Map;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.AttackResults;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.options.Otherwise;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Adversarial training: in every step the network as it is then is attacked on the images of the
 * batch, away from their labels, and learns from what comes of it, brought within epsilon of the
 * image and within [0, 1].
 *
 * <p>By default clean images stay beside those of the Fast Gradient Sign Method, whose loss is half
 * of either (Goodfellow, Shlens, Szegedy 2015, Section 6), and projected gradient descent takes
 * their place (Madry et al. 2018, Eq. 2.1). The attack sees the model with its defense, by exact
 * gradients. Its gradients are taken for constants: none goes through the attack to the weights.
 *
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow, Shlens, Szegedy 2015, Section 6</a>
 * @see <a href="https://arxiv.org/abs/1706.06083">Madry et al. 2018, Eq. 2.1</a>
 */
record AdversarialTraining(
    @Option(says = "How adversarial images are found.", otherwise = "fgsm") Method method,
    @Option(
            says = "Iterations: gradient steps from a random point of the ball.",
            otherwise = "40",
            from = 1,
            to = 100_000,
            where = "method = pgd",
            absent = "1")
        int iterations,
    @Option(
            says = "Size of a step as a share of epsilon.",
            otherwise = "1/30",
            above = 0,
            to = 1,
            where = "method = pgd",
            absent = "1")
        double stepSize,
    @Option(
            says =
                "The largest change of a value; 0.3 is usual for MNIST and a tenth of it for colour"
                    + " images.",
            above = 0,
            to = 1)
        double epsilon,
    @Option(
            says = "What becomes of the clean images.",
            key = "clean",
            otherwise = "kept",
            cases = @Otherwise(where = "method = pgd", value = "replaced"))
        Original original)
    implements AugmentationDefense {
  static final String TYPE = "adversarial-training";

  /** How adversarial images are found. */
  enum Method {
    /** One step of epsilon along the sign of the gradient. */
    FGSM,
    /** Steps along the sign, none left out, each back into the ball. */
    PGD
  }

  AdversarialTraining {
    Ranges.check(AdversarialTraining.class, method, iterations, stepSize, epsilon, original);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int gradients() {
    return iterations;
  }

  @Override
  public float[] augment(Classifier network, float[] images, int[] labels, long[] seeds) {
    Attack attack =
        method == Method.PGD
            ? projectedGradient(iterations, stepSize)
            : Attacks.read("fgsm", Options.of(Map.of()));
    AttackBatch batch = AttackBatch.untargeted(images, labels, seeds);
    float bound = (float) epsilon;
    FoundImages found = new FoundImages();
    attack.attack(network, batch.copy(), new float[] {bound}, found);
    attack.norm().project(bound, images, found.images, network.shape().size());
    return found.images;
  }

  /**
   * All iterations for every image, however soon it is adversarial, and no look at what came of it.
   */
  private static Attack projectedGradient(int iterations, double stepSize) {
    return Attacks.read(
        "pgd",
        Options.of(
            Map.of(
                "iterations",
                iterations,
                "step-size",
                stepSize,
                "stop",
                "after-all-iterations",
                "reuse-successes",
                "never")));
  }

  /** Keeps the adversarial images of the one epsilon. */
  private static final class FoundImages implements AttackResults {
    private float[] images = {};

    @Override
    public void propose(int epsilonIndex, float[] proposed, boolean[] reused) {
      images = proposed.clone();
    }

    @Override
    public void proposeNearest(float[] proposed) {
      images = proposed.clone();
    }
  }
}
