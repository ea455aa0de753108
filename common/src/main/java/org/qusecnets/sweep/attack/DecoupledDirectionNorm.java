package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.Annealing;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.NormalizedGradient;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Decoupled direction and norm (Rony et al. 2019, Algorithm 1): each iteration takes a step along
 * the normalized gradient of the cross-entropy and scales the perturbation onto a sphere, whose
 * radius shrinks where the image was adversarial and grows where it was not. The length of the
 * steps falls from 1 to 0.01 along a cosine. The nearest adversarial image on the way counts.
 *
 * <p>A step has the same length however small the gradient is, and no constant weighs distance
 * against loss: where a steep quantization layer makes gradients tiny or huge, this goes on where
 * Carlini and Wagner's search and DeepFool stand still.
 *
 * @see <a href="https://arxiv.org/abs/1811.09600">Rony, Hafemann, Oliveira, Ben Ayed, Sabourin,
 *     Granger 2019, Algorithm 1</a>
 */
record DecoupledDirectionNorm(
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(
            says = "Number of iterations, a gradient each.",
            otherwise = "100",
            from = 1,
            to = 100_000)
        int iterations,
    @Option(says = "The first radius.", otherwise = "1", above = 0, to = 100) double initialRadius,
    @Option(
            says = "Share by which the radius shrinks or grows at an iteration.",
            otherwise = "0.05",
            above = 0,
            below = 1)
        double gamma,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "ddn";
  private static final double FIRST_STEP = 1;
  private static final double LAST_STEP = 0.01;

  DecoupledDirectionNorm {
    Ranges.check(DecoupledDirectionNorm.class, target, iterations, initialRadius, gamma, end);
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
    return Norm.L2;
  }

  @Override
  public boolean findsNearest() {
    return true;
  }

  @Override
  public boolean epsilonsAreIndependent() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(iterations, end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    int size = batch.size();
    NearestFound nearest = new NearestFound(batch, norm());
    float[] images = batch.pixels().clone();
    float[] change = new float[images.length];
    double[] radius = new double[batch.count()];
    Arrays.fill(radius, initialRadius);
    Classifier.LogitsFunction loss = Losses.CROSS_ENTROPY.of(batch, classifier.classes());
    for (int t = 0; t < iterations; t++) {
      Classifier.Gradient gradient = classifier.gradient(images, batch.count(), loss);
      boolean[] reached = batch.reached(gradient.logits(), classifier);
      double step = Annealing.cosine(FIRST_STEP, LAST_STEP, t, iterations);
      for (int i = 0; i < batch.count(); i++) {
        if (reached[i]) {
          nearest.offer(i, images);
        }
        NormalizedGradient.add(
            gradient.gradient(), i * size, change, size, step, batch.random(i, t));
        radius[i] *= reached[i] ? 1 - gamma : 1 + gamma;
        radius[i] = Math.min(radius[i], Box.farthest(batch, i, norm()));
        scale(radius[i], change, i * size, size);
        Box.apply(batch, i, change, images);
      }
    }
    proposals.proposeNearest(end.of(classifier, batch, nearest.images()));
  }

  /** Onto the sphere, outward as well. */
  private static void scale(double radius, float[] change, int from, int size) {
    double length = Norm.length(change, from, size);
    for (int i = from; i < from + size && length > 0; i++) {
      change[i] = (float) (change[i] * (radius / length));
    }
  }
}
