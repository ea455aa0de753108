package org.qusecnets.sweep.defense;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.attack.Attack;
import org.qusecnets.sweep.attack.AttackBatch;
import org.qusecnets.sweep.attack.Attacks;
import org.qusecnets.sweep.attack.Proposals;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Adversarial training: in every step the network as it is then is attacked on the images of the
 * batch, away from their labels, and learns from what comes of it, brought within epsilon of the
 * image and within [0, 1].
 *
 * <p>By default clean images stay beside those of the Fast Gradient Sign Method, whose cost is half
 * of either (Goodfellow, Shlens, Szegedy 2015, Section 6), and projected gradient descent takes
 * their place (Madry et al. 2018, Eq. 2.1). The attack sees the model with its defense, by exact
 * gradients. Its gradients are taken for constants: none goes through the attack to the weights.
 *
 * @param method the attack
 * @param steps gradient steps from a random point of the ball; 1 for the Fast Gradient Sign Method,
 *     which begins at the image
 * @param stepSize of a step as a share of epsilon, above 0 and at most 1
 * @param epsilon the largest change of a value, above 0 and at most 1; without a default, since 0.3
 *     is usual for MNIST and a tenth of it for colour images
 * @param original what becomes of the clean images
 * @see <a href="https://arxiv.org/abs/1412.6572">Goodfellow, Shlens, Szegedy 2015</a>
 * @see <a href="https://arxiv.org/abs/1706.06083">Madry et al. 2018</a>
 */
record AdversarialTraining(
    Method method, int steps, double stepSize, double epsilon, Original original)
    implements AugmentationDefense {
  static final String TYPE = "adversarial-training";

  /** Madry's settings for MNIST: 40 steps of 0.01 at epsilon 0.3. */
  private static final int STEPS = 40;

  private static final double STEP_SIZE = 1.0 / 30;

  /** How adversarial images are found. */
  enum Method {
    /** One step of epsilon along the sign of the gradient. */
    FGSM,
    /** Steps along the sign, none left out, each back into the ball. */
    PGD
  }

  AdversarialTraining {
    if (!(epsilon > 0 && epsilon <= 1)) {
      throw new InvalidOption("epsilon", "must be above 0 and at most 1", epsilon);
    }
    if (method == Method.PGD) {
      projectedGradient(steps, stepSize);
    } else if (steps != 1 || stepSize != 1) {
      throw new IllegalArgumentException("the fast gradient sign method has one step of epsilon");
    }
  }

  static AdversarialTraining read(Options options) {
    Method method = options.choice("method", Method.FGSM);
    boolean iterated = method == Method.PGD;
    return new AdversarialTraining(
        method,
        iterated ? options.integer("steps", STEPS) : 1,
        iterated ? options.number("step-size", STEP_SIZE) : 1,
        options.requiredNumber("epsilon"),
        options.choice("clean", iterated ? Original.REPLACED : Original.KEPT));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("method", Options.nameOf(method));
    parameters.put("epsilon", epsilon);
    parameters.put("clean", Options.nameOf(original));
    if (method == Method.PGD) {
      parameters.put("steps", steps);
      parameters.put("step-size", stepSize);
    }
    return parameters;
  }

  @Override
  public int gradients() {
    return steps;
  }

  @Override
  public float[] augment(Classifier network, float[] images, int[] labels, long[] seeds) {
    Attack attack =
        method == Method.PGD
            ? projectedGradient(steps, stepSize)
            : Attacks.read("fgsm", Options.of(Map.of()));
    AttackBatch batch = AttackBatch.untargeted(images, labels, seeds);
    float bound = (float) epsilon;
    Found found = new Found();
    attack.attack(network, batch.copy(), new float[] {bound}, found);
    attack.norm().project(bound, images, found.images, network.shape().size());
    return found.images;
  }

  /** All steps for every image, however soon it is adversarial, and no look at what came of it. */
  private static Attack projectedGradient(int steps, double stepSize) {
    return Attacks.read(
        "pgd",
        Options.of(
            Map.of(
                "steps",
                steps,
                "step-size",
                stepSize,
                "stop",
                "after-all-steps",
                "carry",
                "nothing")));
  }

  /** Keeps the adversarial images of the one epsilon. */
  private static final class Found implements Proposals {
    private float[] images = {};

    @Override
    public void propose(int epsilon, float[] proposed, boolean[] carried) {
      images = proposed.clone();
    }

    @Override
    public void proposeNearest(float[] proposed) {
      images = proposed.clone();
    }
  }
}
