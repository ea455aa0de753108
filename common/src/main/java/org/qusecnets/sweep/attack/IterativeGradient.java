package org.qusecnets.sweep.attack;

import java.util.Optional;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Ascent;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.RandomStart;
import org.qusecnets.sweep.attack.norm.SparseAscent;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Declaration;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Repeated steps of the steepest ascent of a ball, in L-infinity along the sign of the gradient, in
 * L2 along the gradient, in L1 along the signs of its largest values (sparse L1 descent), projected
 * onto the ball: the Basic Iterative Method (Kurakin, Goodfellow, Bengio 2016, Section 2.2) from
 * the clean image, projected gradient descent (Madry et al. 2017, Section 2.1) from a random point
 * of the ball, as often as there are restarts.
 *
 * <p>In L1 an image is brought into the ball and the range of pixels at once, where sparse L1
 * descent is projected onto the ball and clipped then.
 *
 * @see <a href="https://arxiv.org/abs/1607.02533">Kurakin, Goodfellow, Bengio 2016, Section 2.2</a>
 * @see <a href="https://arxiv.org/abs/1706.06083">Madry et al. 2018, Section 2.1</a>
 * @see <a href="https://arxiv.org/abs/1904.13000">Tramer, Boneh 2019, sparse L1 descent</a>
 */
record IterativeGradient(
    String type,
    @Option(says = Ball.SAYS, key = "norm", otherwise = "linf") Ball ball,
    @Option(says = Target.SAYS, otherwise = "none") Target target,
    @Option(says = "Where the steps begin.", otherwise = "clean") Start start,
    @Option(says = "Number of iterations, a step each.", otherwise = "10", from = 1, to = 100_000)
        int iterations,
    @Option(says = "Size of a step, in its unit.", otherwise = "1/4", above = 0, to = 1)
        double stepSize,
    @Option(says = "What the size of a step is a multiple of.", otherwise = "epsilon")
        StepUnit stepUnit,
    @Option(
            says = "The share of the values, those of the largest gradients, that a step changes.",
            otherwise = "" + SparseAscent.USUAL_SHARE,
            above = 0,
            to = 1,
            where = "norm = l1",
            absent = "" + SparseAscent.USUAL_SHARE,
            source = "Tramer, Boneh 2019, sparse L1 descent")
        double stepShare,
    @Option(
            says = "How often the attack begins, each time with the images that still resist.",
            otherwise = "1",
            from = 1,
            to = 100_000)
        int restarts,
    @Option(says = "What the steps raise.", otherwise = "cross-entropy") Losses loss,
    @Option(says = "When an image is done.", otherwise = "at-success") Stop stop,
    @Option(says = ReuseSuccesses.SAYS, otherwise = "smaller-epsilons")
        ReuseSuccesses reuseSuccesses)
    implements Attack {

  /** Ten steps; CleverHans's are a sixth of epsilon long. */
  static final Declaration<IterativeGradient> BASIC_ITERATIVE =
      Declaration.of(IterativeGradient.class)
          .given("type", "bim")
          .described(
              "Basic Iterative Method: repeated steps of steepest ascent from the clean image.",
              "Kurakin, Goodfellow, Bengio 2016, Section 2.2");

  /**
   * Forty steps as long as those of {@code bim}. Madry's for MNIST are a thirtieth of epsilon, too
   * short behind a quantizer.
   */
  static final Declaration<IterativeGradient> PROJECTED_GRADIENT =
      Declaration.of(IterativeGradient.class)
          .given("type", "pgd")
          .otherwise("start", "random")
          .otherwise("iterations", "40")
          .described(
              "Projected gradient descent: steps of steepest ascent from a random point of the ball.",
              "Madry et al. 2018, Section 2.1");

  /** Where the steps begin. */
  enum Start {
    CLEAN,
    RANDOM
  }

  /** What a step's size is a multiple of. */
  enum StepUnit {
    /** The epsilon of the cell. */
    EPSILON,
    /** The range of a pixel's values. */
    PIXEL_RANGE
  }

  /** When an image is done. */
  enum Stop {
    /**
     * As soon as it is adversarial; of a model that draws random numbers after all iterations,
     * since one look at it proves nothing.
     */
    AT_SUCCESS,
    /** After all iterations, as in the papers: the loss is raised further. */
    AFTER_ALL_ITERATIONS
  }

  IterativeGradient {
    Ranges.check(
        IterativeGradient.class,
        type,
        ball,
        target,
        start,
        iterations,
        stepSize,
        stepUnit,
        stepShare,
        restarts,
        loss,
        stop,
        reuseSuccesses);
    if (restarts > 1 && start == Start.CLEAN) {
      throw new InvalidOption("restarts", "must be 1 where start is clean", restarts);
    }
  }

  @Override
  public Access access() {
    return Access.GRADIENTS;
  }

  @Override
  public Norm norm() {
    return ball.norm();
  }

  @Override
  public boolean reusesSuccesses() {
    return reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS;
  }

  /** At the border of the one model the other is not fooled. */
  @Override
  public void checkTransfer() {
    checkTransfer(stop, reuseSuccesses);
  }

  static void checkTransfer(Stop stop, ReuseSuccesses reuseSuccesses) {
    if (stop == Stop.AT_SUCCESS) {
      throw new InvalidOption(
          "stop",
          "must be after-all-iterations, and reuse-successes never, where threat-model is not white-box",
          "at-success");
    }
    if (reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS) {
      throw new InvalidOption(
          "reuse-successes",
          "must be never where threat-model is not white-box",
          "smaller-epsilons");
    }
  }

  @Override
  public Optional<String> obstacleToBox() {
    return stepUnit == StepUnit.PIXEL_RANGE
        ? Optional.of("step-unit is pixel-range")
        : Optional.empty();
  }

  @Override
  public boolean isForRandomModels() {
    return true;
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    int runs = epsilons * restarts;
    return new QueryBudget(
        (double) runs * iterations,
        reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS ? runs : epsilons * (restarts - 1.0));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    reuseSuccesses.attackEach(
        classifier,
        batch,
        epsilons,
        proposals,
        (e, found, done) -> {
          int[] open = Rows.without(Rows.all(batch.count()), done);
          for (int restart = 0; restart < restarts && open.length > 0; restart++) {
            Run run = new Run(classifier, batch.select(open), epsilons[e]);
            boolean[] reached = run.from(restart);
            Rows.scatter(run.images, found, open, batch.size());
            Rows.mark(done, open, reached);
            open = Rows.without(open, reached);
          }
        });
  }

  /** The steps of some images at one epsilon. */
  private final class Run {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final float epsilon;
    private final float step;
    private final Ascent ascent;
    private final float[] images;

    Run(Classifier classifier, AttackBatch batch, float epsilon) {
      this.classifier = classifier;
      this.batch = batch;
      this.epsilon = epsilon;
      step = (float) (stepUnit == StepUnit.EPSILON ? stepSize * epsilon : stepSize);
      ascent = ball.ascent(stepShare);
      images = batch.pixels().clone();
    }

    /** Moves the images and tells which are adversarial, as far as anything depends on it. */
    boolean[] from(int restart) {
      if (start == Start.RANDOM) {
        for (int i = 0; i < batch.count(); i++) {
          leave(i, batch.random(i, Float.floatToIntBits(epsilon) * 31L + restart));
        }
      }
      boolean[] reached = new boolean[batch.count()];
      int[] active = Rows.all(batch.count());
      boolean stops = stop == Stop.AT_SUCCESS && !classifier.isRandom();
      for (int s = 0; s < iterations && active.length > 0; s++) {
        AttackBatch moving = batch.select(active);
        Classifier.Gradient gradient =
            classifier.gradient(
                Rows.gather(images, active, batch.size()),
                active.length,
                loss.of(moving, classifier.classes()));
        if (stops) {
          boolean[] now = moving.reached(gradient.logits(), classifier);
          Rows.mark(reached, active, now);
          move(active, gradient.gradient(), now);
          active = Rows.without(active, now);
        } else {
          move(active, gradient.gradient(), new boolean[active.length]);
        }
      }
      if (active.length > 0
          && (reuseSuccesses == ReuseSuccesses.SMALLER_EPSILONS || restart < restarts - 1)) {
        float[] last = Rows.gather(images, active, batch.size());
        Rows.mark(
            reached,
            active,
            batch.select(active).reached(classifier.predictions(last, active.length)));
      }
      return reached;
    }

    private void leave(int image, SplittableRandom random) {
      RandomStart.within(norm(), epsilon, random, images, image * batch.size(), batch.size());
      project(image);
    }

    private void move(int[] active, float[] gradient, boolean[] stays) {
      int size = batch.size();
      for (int a = 0; a < active.length; a++) {
        if (!stays[a]) {
          ascent.ascend(step, gradient, a * size, size, images, active[a] * size);
          project(active[a]);
        }
      }
    }

    private void project(int image) {
      norm().projectOne(epsilon, batch.pixels(), images, image * batch.size(), batch.size());
    }
  }
}
