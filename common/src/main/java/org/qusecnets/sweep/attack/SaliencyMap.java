package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.qusecnets.sweep.network.Classifier;
import org.qusecnets.sweep.network.Classifier.LogitsFunction;
import org.qusecnets.sweep.network.Logits;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;

/**
 * The Jacobian-based saliency map attack on pairs of values (Papernot et al. 2016, Section III and
 * Algorithm 3): again and again it changes the two values that raise the target most while they
 * lower the other classes.
 *
 * <p>It needs the gradient of the target and that of the sum of the others, not the whole Jacobian;
 * of probabilities only the first, because all of them sum to 1. Where no pair both raises the
 * target and lowers the others the attack ends; CleverHans then changes the first value instead.
 *
 * @param target the class to reach
 * @param theta by how much a value changes, from -1 to 1 but not 0
 * @param gamma the largest share of values that may change, above 0 and at most 1
 * @param saliency of what the gradients are
 */
record SaliencyMap(Target target, double theta, double gamma, Saliency saliency) implements Attack {
  static final String TYPE = "jsma";

  /** Of what the gradients are. */
  enum Saliency {
    /** Softmax probabilities, as in CleverHans until February 2019. */
    PROBABILITIES,
    /** Logits, as since then. */
    LOGITS
  }

  SaliencyMap {
    if (target == Target.NONE) {
      throw new InvalidOption("target", "must name a class to reach", Options.nameOf(target));
    }
    if (!(theta >= -1 && theta <= 1 && theta != 0)) {
      throw new InvalidOption("theta", "must be from -1 to 1 and not 0", theta);
    }
    if (!(gamma > 0 && gamma <= 1)) {
      throw new InvalidOption("gamma", "must be above 0 and at most 1", gamma);
    }
  }

  /** CleverHans's tutorial: theta 1, gamma 0.1. */
  static SaliencyMap read(Options options) {
    return new SaliencyMap(
        options.choice("target", Target.NEXT),
        options.number("theta", 1),
        options.number("gamma", 0.1),
        options.choice("saliency", Saliency.PROBABILITIES));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("target", Options.nameOf(target));
    parameters.put("theta", theta);
    parameters.put("gamma", gamma);
    parameters.put("saliency", Options.nameOf(saliency));
    return parameters;
  }

  @Override
  public Norm norm() {
    return Norm.L0;
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, Proposals proposals) {
    int size = batch.size();
    float[] images = batch.pixels().clone();
    boolean[] domain = new boolean[images.length];
    for (int i = 0; i < images.length; i++) {
      domain[i] = theta > 0 ? images[i] < 1 : images[i] > 0;
    }
    int iterations = (int) Math.floor(size * gamma / 2);
    int[] active = Rows.all(batch.count());
    for (int step = 0; step < iterations && active.length > 0; step++) {
      AttackBatch moving = batch.select(active);
      float[] now = Rows.gather(images, active, size);
      Classifier.Gradient rising =
          classifier.gradient(now, active.length, ofTarget(moving, classifier.classes()));
      boolean[] ends = moving.reached(rising.logits(), classifier);
      float[] falling = ofOthers(classifier, moving, now, rising.gradient());
      for (int a = 0; a < active.length; a++) {
        if (!ends[a]) {
          long pair =
              SalientPair.of(rising.gradient(), falling, a * size, domain, active[a] * size, size);
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

  private void change(float[] images, boolean[] domain, int value) {
    images[value] = Math.min(1f, Math.max(0f, images[value] + (float) theta));
    domain[value] = false;
  }

  /** Values fall where theta is negative: what they then raise is against their gradient. */
  private float direction() {
    return theta > 0 ? 1 : -1;
  }

  private LogitsFunction ofTarget(AttackBatch batch, int classes) {
    return (image, logits, from, gradient) -> {
      int target = batch.targets()[image];
      if (saliency == Saliency.LOGITS) {
        Arrays.fill(gradient, from, from + classes, 0f);
        gradient[from + target] = direction();
        return;
      }
      double p = Logits.probability(logits, from, classes, target);
      for (int c = 0; c < classes; c++) {
        double other = Logits.probability(logits, from, classes, c);
        gradient[from + c] = direction() * (float) (c == target ? p * (1 - p) : -p * other);
      }
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
                Arrays.fill(gradient, from, from + classes, direction());
                gradient[from + batch.targets()[image]] = 0;
              })
          .gradient();
    }
    float[] negative = new float[ofTarget.length];
    for (int i = 0; i < negative.length; i++) {
      negative[i] = -ofTarget[i];
    }
    return negative;
  }
}
