package org.qusecnets.sweep.attack;

import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Repeated steps along the sign of the gradient, clipped to the L-infinity ball: the Basic
 * Iterative Method (Kurakin, Goodfellow, Bengio 2016, Section 2.2) from the clean image, projected
 * gradient descent (Madry et al. 2017, Section 2.1) from a random point of the ball, as often as
 * there are restarts.
 *
 * @param type the name in configurations
 * @param target the class to reach
 * @param start where the steps begin
 * @param steps number of steps, at least 1
 * @param stepSize size of a step, above 0, in the unit
 * @param stepUnit what it is a multiple of
 * @param restarts how often to begin anew with the images that still resist, at least 1
 * @param loss what the steps raise
 * @param stop when an image is done
 * @param carry whether an image that is done at one epsilon is so at the larger ones
 */
record IterativeSign(
    String type,
    Target target,
    Start start,
    int steps,
    double stepSize,
    StepUnit stepUnit,
    int restarts,
    Losses loss,
    Stop stop,
    Carry carry)
    implements Attack {
  static final String BASIC_ITERATIVE = "bim";
  static final String PROJECTED_GRADIENT = "pgd";
  private static final int MOST_STEPS = 100_000;

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
    /** As soon as it is adversarial. */
    AT_SUCCESS,
    /** After all steps, as in the papers: the loss is raised further. */
    AFTER_ALL_STEPS
  }

  IterativeSign {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InvalidOption("steps", "must be from 1 to " + MOST_STEPS, steps);
    }
    if (!(stepSize > 0 && stepSize <= 1)) {
      throw new InvalidOption("step-size", "must be above 0 and at most 1", stepSize);
    }
    if (restarts < 1 || restarts > MOST_STEPS) {
      throw new InvalidOption("restarts", "must be from 1 to " + MOST_STEPS, restarts);
    }
    if (restarts > 1 && start == Start.CLEAN) {
      throw new InvalidOption("restarts", "must be 1 where start is clean", restarts);
    }
  }

  /** CleverHans's defaults: 10 steps of 0.05 at epsilon 0.3. */
  static IterativeSign basicIterative(Options options) {
    return read(BASIC_ITERATIVE, options, Start.CLEAN, 10, 1.0 / 6);
  }

  /** Madry's settings for MNIST: 40 steps of 0.01 at epsilon 0.3. */
  static IterativeSign projectedGradient(Options options) {
    return read(PROJECTED_GRADIENT, options, Start.RANDOM, 40, 1.0 / 30);
  }

  private static IterativeSign read(
      String type, Options options, Start start, int steps, double stepSize) {
    return new IterativeSign(
        type,
        options.choice("target", Target.NONE),
        options.choice("start", start),
        options.integer("steps", steps),
        options.number("step-size", stepSize),
        options.choice("step-unit", StepUnit.EPSILON),
        options.integer("restarts", 1),
        options.choice("loss", Losses.CROSS_ENTROPY),
        options.choice("stop", Stop.AT_SUCCESS),
        options.choice("carry", Carry.SUCCESSES));
  }

  @Override
  public SortedMap<String, Object> parameters() {
    SortedMap<String, Object> parameters = new TreeMap<>();
    parameters.put("target", Options.nameOf(target));
    parameters.put("start", Options.nameOf(start));
    parameters.put("steps", steps);
    parameters.put("step-size", stepSize);
    parameters.put("step-unit", Options.nameOf(stepUnit));
    parameters.put("restarts", restarts);
    parameters.put("loss", Options.nameOf(loss));
    parameters.put("stop", Options.nameOf(stop));
    parameters.put("carry", Options.nameOf(carry));
    return parameters;
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
  public boolean carries() {
    return carry == Carry.SUCCESSES;
  }

  /** At the border of the one model the other is not fooled. */
  @Override
  public void checkTransfer() {
    if (stop == Stop.AT_SUCCESS) {
      throw new InvalidOption(
          "stop",
          "must be after-all-steps, and carry nothing, where threat-model is not white-box",
          "at-success");
    }
    if (carry == Carry.SUCCESSES) {
      throw new InvalidOption(
          "carry", "must be nothing where threat-model is not white-box", "successes");
    }
  }

  @Override
  public QueryBudget queryBudget(ImageShape shape, int classes, int epsilons) {
    int runs = epsilons * restarts;
    return new QueryBudget(
        (double) runs * steps, carry == Carry.SUCCESSES ? runs : epsilons * (restarts - 1.0));
  }

  @Override
  public void attack(
      Classifier classifier, AttackBatch batch, float[] epsilons, AttackResults proposals) {
    float[] found = batch.pixels().clone();
    boolean[] done = new boolean[batch.count()];
    for (int e : Norm.ascending(epsilons)) {
      boolean[] carried = new boolean[batch.count()];
      if (carry == Carry.SUCCESSES) {
        carried = done.clone();
      } else {
        done = new boolean[batch.count()];
        found = batch.pixels().clone();
      }
      int[] open = Rows.without(Rows.all(batch.count()), done);
      for (int restart = 0; restart < restarts && open.length > 0; restart++) {
        Run run = new Run(classifier, batch.select(open), epsilons[e]);
        boolean[] reached = run.from(restart);
        Rows.scatter(run.images, found, open, batch.size());
        Rows.mark(done, open, reached);
        open = Rows.without(open, reached);
      }
      proposals.propose(e, found, carried);
    }
  }

  /** The steps of some images at one epsilon. */
  private final class Run {
    private final Classifier classifier;
    private final AttackBatch batch;
    private final float epsilon;
    private final float step;
    private final float[] images;

    Run(Classifier classifier, AttackBatch batch, float epsilon) {
      this.classifier = classifier;
      this.batch = batch;
      this.epsilon = epsilon;
      step = (float) (stepUnit == StepUnit.EPSILON ? stepSize * epsilon : stepSize);
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
      for (int s = 0; s < steps && active.length > 0; s++) {
        AttackBatch moving = batch.select(active);
        Classifier.Gradient gradient =
            classifier.gradient(
                Rows.gather(images, active, batch.size()),
                active.length,
                loss.of(moving, classifier.classes()));
        if (stop == Stop.AT_SUCCESS) {
          boolean[] now = moving.reached(gradient.logits(), classifier);
          Rows.mark(reached, active, now);
          move(active, gradient.gradient(), now);
          active = Rows.without(active, now);
        } else {
          move(active, gradient.gradient(), new boolean[active.length]);
        }
      }
      if (active.length > 0 && (carry == Carry.SUCCESSES || restart < restarts - 1)) {
        float[] last = Rows.gather(images, active, batch.size());
        Rows.mark(
            reached,
            active,
            batch.select(active).reached(classifier.logits(last, active.length), classifier));
      }
      return reached;
    }

    private void leave(int image, SplittableRandom random) {
      int size = batch.size();
      for (int i = image * size; i < (image + 1) * size; i++) {
        images[i] = clip(i, images[i] + epsilon * (float) (2 * random.nextDouble() - 1));
      }
    }

    private void move(int[] active, float[] gradient, boolean[] stays) {
      int size = batch.size();
      for (int a = 0; a < active.length; a++) {
        for (int i = 0; i < size && !stays[a]; i++) {
          int value = active[a] * size + i;
          images[value] =
              clip(value, images[value] + step * Gradients.sign(gradient[a * size + i]));
        }
      }
    }

    private float clip(int value, float moved) {
      float clean = batch.pixels()[value];
      float low = Math.max(0f, clean - epsilon);
      float high = Math.min(1f, clean + epsilon);
      return Math.min(high, Math.max(low, moved));
    }
  }
}
