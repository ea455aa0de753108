package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Classifier.LogitsFunction;

/**
 * The Jacobian-based saliency map attack on pairs of values (Papernot et al. 2016, Section III and
 * Algorithm 3): again and again it changes the two values that raise the target most while they
 * lower the other classes.
 *
 * <p>It needs the gradient of the target and that of the sum of the others, not the whole Jacobian;
 * of probabilities only the first, because all of them sum to 1. Where no pair both raises the
 * target and lowers the others the attack ends; CleverHans then changes the first value instead.
 *
 * <p>The defaults are those of CleverHans's tutorial.
 *
 * @see <a href="https://arxiv.org/abs/1511.07528">Papernot et al. 2016, Section III and Algorithm
 *     3</a>
 */
record SaliencyMap(
    @Option(says = Target.SAYS, otherwise = "next") Target target,
    @Option(says = "By how much a value changes.", otherwise = "1", from = -1, to = 1, not = 0)
        double theta,
    @Option(
            says = "The largest share of values that may change.",
            otherwise = "0.1",
            above = 0,
            to = 1,
            where = "iterations = 0",
            absent = "1",
            ignored = true)
        double gamma,
    @Option(
            says = "The most pairs of values that may change; 0 for as many as gamma allows.",
            otherwise = "0",
            from = 0,
            to = 1_000_000,
            rule = "must be from 1 to 1000000, or 0 for gamma",
            leftOut = "0")
        int iterations,
    @Option(says = "The outputs whose gradients are taken.", otherwise = "probabilities")
        Saliency saliency)
    implements Attack {
  static final String TYPE = "jsma";

  /** Of what the gradients are. */
  enum Saliency {
    /** Softmax probabilities, as in CleverHans until February 2019. */
    PROBABILITIES,
    /** Logits, as since then. */
    LOGITS
  }

  SaliencyMap {
    if (target.equals(Target.NONE)) {
      throw new InvalidOption("target", "must name a class to reach", target.word());
    }
    Ranges.check(SaliencyMap.class, target, theta, gamma, iterations, saliency);
    if (iterations > 0) {
      gamma = 1;
    }
  }

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
    return Norm.L0;
  }

  private int pairs(int size) {
    return iterations > 0 ? iterations : (int) Math.floor(size * gamma / 2);
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget((double) pairs(shape.size()) * (saliency == Saliency.LOGITS ? 2 : 1), 0);
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    int size = batch.size();
    float[] images = batch.pixels().clone();
    boolean[] domain = new boolean[images.length];
    for (int i = 0; i < images.length; i++) {
      domain[i] = theta > 0 ? images[i] < 1 : images[i] > 0;
    }
    int most = pairs(size);
    int[] active = Rows.all(batch.count());
    for (int step = 0; step < most && active.length > 0; step++) {
      AttackBatch moving = batch.select(active);
      float[] now = Rows.gather(images, active, size);
      Classifier.Gradient rising =
          classifier.gradient(now, active.length, ofTarget(moving, classifier.classes()));
      boolean[] ends = moving.reached(rising.logits(), classifier);
      float[] ofTarget = forward(rising.gradient());
      float[] ofOthers = forward(ofOthers(classifier, moving, now, rising.gradient()));
      for (int a = 0; a < active.length; a++) {
        if (!ends[a]) {
          long pair = SalientPair.of(ofTarget, ofOthers, a * size, domain, active[a] * size, size);
          ends[a] = pair == SalientPair.NONE;
          if (!ends[a]) {
            change(images, domain, active[a] * size + SalientPair.first(pair));
            change(images, domain, active[a] * size + SalientPair.second(pair));
          }
        }
      }
      active = Rows.without(active, ends);
    }
    proposals.proposeNearest(images);
  }

  /** The way that theta goes: where values fall, what they raise is against its gradient. */
  private float[] forward(float[] gradient) {
    if (theta > 0) {
      return gradient;
    }
    return negative(gradient);
  }

  private static float[] negative(float[] gradient) {
    float[] negative = new float[gradient.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -gradient[i];
    }
    return negative;
  }

  private void change(float[] images, boolean[] domain, int value) {
    images[value] = Math.min(1f, Math.max(0f, images[value] + (float) theta));
    domain[value] = false;
  }

  /**
   * Of the probability p it is the gradient of ln p, which differs by the factor 1/p: that changes
   * no choice, and p may be too small for float32.
   */
  private LogitsFunction ofTarget(AttackBatch batch, int classes) {
    if (saliency == Saliency.PROBABILITIES) {
      return Losses.CROSS_ENTROPY.of(batch, classes);
    }
    return (image, logits, from, gradient) -> {
      Arrays.fill(gradient, from, from + classes, 0f);
      gradient[from + batch.targets()[image]] = 1;
    };
  }

  private float[] ofOthers(
      Classifier classifier, AttackBatch batch, float[] images, float[] ofTarget) {
    if (saliency == Saliency.LOGITS) {
      int classes = classifier.classes();
      return classifier
          .gradient(
              images,
              batch.count(),
              (image, logits, from, gradient) -> {
                Arrays.fill(gradient, from, from + classes, 1f);
                gradient[from + batch.targets()[image]] = 0;
              })
          .gradient();
    }
    return negative(ofTarget);
  }
}
