package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.attack.norm.Annealing;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.NormalizedGradient;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Fast minimum norm (Pintor et al. 2021, Algorithm 1): each iteration takes a step along the
 * normalized gradient of the margin between logits and brings the perturbation into a ball whose
 * radius is where the linearized margin ends, then shrinks where the image is adversarial and grows
 * where it is no more. Lengths of steps fall from 1 to 0.01, shares by which the radius changes
 * from gamma to 0.001, along cosines. The nearest adversarial image on the way counts.
 *
 * <p>Before the first adversarial image the radius is a little larger than where the linearized
 * margin ends: on the boundary itself, or short of it because the range of pixels cut the step off,
 * the search could end without one.
 *
 * <p>In L0 the radius is a number of values, which changes by one at least. Foolbox 3.3.4 does not
 * bring the perturbation into the L2 ball, and keeps a value too many in L0; this follows the
 * paper.
 *
 * @see <a href="https://arxiv.org/abs/2102.12827">Pintor, Roli, Brendel, Biggio 2021, Algorithm
 *     1</a>
 */
record FastMinimumNorm(
    @Option(says = "The norm that is to be small.", key = "norm", otherwise = "l2")
        Distance distance,
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(
            says = "Number of iterations, a gradient each.",
            otherwise = "100",
            from = 1,
            to = 100_000)
        int iterations,
    @Option(says = "Length of the first step in L2.", otherwise = "1", above = 0, to = 100)
        double firstStep,
    @Option(
            says = "Share by which the radius changes at the first iteration.",
            otherwise = "0.05",
            above = 0,
            below = 1)
        double gamma,
    @Option(says = SearchEnd.SAYS, otherwise = "boundary") SearchEnd end)
    implements Attack {
  static final String TYPE = "fmn";
  private static final double LAST_STEP = 0.01;
  private static final double LAST_GAMMA = 0.001;

  /** How much farther than to where the linearized margin ends. */
  private static final double BEYOND = 1.002;

  /** The norm that is to be small. */
  enum Distance {
    LINF(Norm.LINF),
    L2(Norm.L2),
    L1(Norm.L1),
    L0(Norm.L0);

    private final Norm norm;

    Distance(Norm norm) {
      this.norm = norm;
    }
  }

  FastMinimumNorm {
    Ranges.check(FastMinimumNorm.class, distance, target, iterations, firstStep, gamma, end);
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
    return distance.norm;
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
  public Optional<String> obstacleToBox() {
    return end.obstacleToBox();
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    return new QueryBudget(iterations, end.inferences());
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    proposals.proposeNearest(
        end.of(classifier, batch, new Search(classifier, batch).run().images()));
  }

  /** The search on one batch. */
  private final class Search {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final int size;
    private final NearestFound nearest;
    private final float[] images;
    private final float[] change;
    private final double[] radius;

    Search(Classifier classifier, AttackBatch batch) {
      this.classifier = classifier;
      this.batch = batch;
      size = batch.size();
      nearest = new NearestFound(batch, norm());
      images = batch.pixels().clone();
      change = new float[images.length];
      radius = new double[batch.count()];
      Arrays.fill(radius, distance == Distance.L0 ? 1.0 / size : Double.POSITIVE_INFINITY);
    }

    NearestFound run() {
      Classifier.LogitsFunction loss = Losses.MARGIN.of(batch, classifier.classes());
      for (int t = 0; t < iterations; t++) {
        Classifier.Gradient gradient = classifier.gradient(images, batch.count(), loss);
        boolean[] reached = batch.reached(gradient.logits(), classifier);
        double step = Annealing.cosine(firstStep, LAST_STEP * firstStep, t, iterations);
        double share = Annealing.cosine(gamma, LAST_GAMMA, t, iterations);
        for (int i = 0; i < batch.count(); i++) {
          if (reached[i]) {
            nearest.offer(i, images);
          }
          double wanted =
              distance == Distance.L0
                  ? values(i, reached[i], share)
                  : radius(i, reached[i], share, gradient);
          radius[i] = Math.min(wanted, Box.farthest(batch, i, norm()));
          NormalizedGradient.add(
              gradient.gradient(), i * size, change, size, step, batch.random(i, t));
          norm().shorten(radius[i], change, i * size, size);
          Box.apply(batch, i, change, images);
        }
      }
      return nearest;
    }

    private double radius(int image, boolean reached, double share, Classifier.Gradient gradient) {
      if (reached) {
        return Math.min(radius[image] * (1 - share), nearest.distance(image));
      }
      if (nearest.has(image)) {
        return radius[image] * (1 + share);
      }
      int classes = classifier.classes();
      double slope = norm().dual(gradient.gradient(), image * size, size);
      double way =
          Math.abs(Losses.MARGIN.value(batch, image, gradient.logits(), image * classes, classes))
              / slope;
      double linear =
          norm().distance(batch.pixels(), images, image * size, size)
              + (Double.isNaN(way) ? Double.POSITIVE_INFINITY : way);
      return BEYOND * linear;
    }

    /** The radius of L0, which is a whole number of values. */
    private double values(int image, boolean reached, double share) {
      long now = Math.round(radius[image] * size);
      if (!reached) {
        return (double) Math.max(now + 1, (long) (now * (1 + share))) / size;
      }
      long fewer = Math.min(now - 1, (long) (now * (1 - share)));
      long found = Math.round(nearest.distance(image) * size);
      return (double) Math.max(1, Math.min(fewer, found)) / size;
    }
  }
}
