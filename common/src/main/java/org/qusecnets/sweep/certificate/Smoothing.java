package org.qusecnets.sweep.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * Randomized smoothing: certifies, in L2 and of any model, not the model itself but the smoothed
 * one, which says what the model says most often of an image with Gaussian noise. The noise is not
 * clipped, and stands in front of all that the defense puts before the network.
 *
 * <p>The first draws choose a class. Others, which the choice has not seen, tell how often the
 * model says so at least; that number is wrong with a probability of alpha at most, for each image
 * by itself. Where it is not above a half the smoothed model abstains: the image is unknown.
 *
 * @see <a href="https://arxiv.org/abs/1902.02918">Cohen, Rosenfeld, Kolter 2019, Algorithm 1 and
 *     Theorem 1</a>
 */
record Smoothing(
    @Option(says = "Standard deviation of the noise.", otherwise = "0.25", above = 0, to = 100)
        double sigma,
    @Option(
            says = "Draws that choose the class.",
            key = "selection-samples",
            otherwise = "100",
            from = 1,
            to = 10_000_000)
        int selectionSamples,
    @Option(
            says = "Draws that tell how often it is the model's.",
            otherwise = "10000",
            from = 1,
            to = 10_000_000)
        int samples,
    @Option(
            says = "Probability, for an image, that it is certified and should not be.",
            otherwise = "0.001",
            above = 0,
            to = 0.5)
        double alpha)
    implements Certificate {
  static final String TYPE = "smoothing";
  private static final int TOGETHER = 500;
  private static final double ACCURACY = 1e-15;

  Smoothing {
    Ranges.check(Smoothing.class, sigma, selectionSamples, samples, alpha);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Norm norm() {
    return Norm.L2;
  }

  @Override
  public Optional<String> obstacle(ModelRecipe recipe) {
    return Optional.empty();
  }

  /** It certifies the smoothed model. */
  @Override
  public boolean isOfModelItself() {
    return false;
  }

  @Override
  public Effort effort() {
    return Effort.predictions((double) selectionSamples + samples);
  }

  @Override
  public List<Proof> prove(
      CertifiedModel model, float[] image, int label, long seed, List<Double> epsilons) {
    Certificate.checkAscending(epsilons);
    SplittableRandom random = new SplittableRandom(seed);
    long[] chosen = counts(model, image, selectionSamples, random.split());
    int prediction = 0;
    for (int c = 1; c < chosen.length; c++) {
      prediction = chosen[c] > chosen[prediction] ? c : prediction;
    }
    long count = counts(model, image, samples, random.split())[prediction];
    double radius = radius(leastShare(count, samples, alpha), sigma);
    List<Proof> proofs = new ArrayList<>();
    for (double epsilon : epsilons) {
      proofs.add(Proof.ofRadius(epsilon, status(prediction, label, radius, epsilon), radius));
    }
    return proofs;
  }

  private static Status status(int prediction, int label, double radius, double epsilon) {
    if (!(radius > 0)) {
      return Status.UNKNOWN;
    }
    if (prediction != label) {
      return Status.MISCLASSIFIED;
    }
    return radius > Norm.reach(epsilon) ? Status.CERTIFIED : Status.UNKNOWN;
  }

  /** How often the model says each class. */
  private long[] counts(CertifiedModel model, float[] image, int draws, SplittableRandom random) {
    int classes = model.classifier().classes();
    long[] counts = new long[classes];
    for (int from = 0; from < draws; from += TOGETHER) {
      int some = Math.min(TOGETHER, draws - from);
      float[] noisy = new float[some * image.length];
      for (int i = 0; i < noisy.length; i++) {
        noisy[i] = (float) (image[i % image.length] + sigma * random.nextGaussian());
      }
      float[] logits = model.classifier().logits(noisy, some);
      for (int i = 0; i < some; i++) {
        counts[Logits.argmax(logits, i * classes, classes)]++;
      }
    }
    return counts;
  }

  /** The one-sided bound of Clopper and Pearson on a share of which so many of so many are seen. */
  static double leastShare(long count, long of, double alpha) {
    return count == 0
        ? 0
        : new BetaDistribution(count, of - count + 1.0, ACCURACY)
            .inverseCumulativeProbability(alpha);
  }

  /** The radius for a share, or 0 if that is not above a half. */
  static double radius(double share, double sigma) {
    return share <= 0.5
        ? 0
        : sigma * new NormalDistribution(0, 1).inverseCumulativeProbability(share);
  }
}
