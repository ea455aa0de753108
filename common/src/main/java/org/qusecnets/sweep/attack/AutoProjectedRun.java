package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * {@link AutoProjectedGradient} at work on one batch, at one epsilon, from one start.
 *
 * <p>An image is led to several classes at the same time, because networks are slow in small
 * batches. The result is that of one class after another: where one succeeds, those behind it are
 * given up, and those before it go on.
 */
final class AutoProjectedRun {
  private final AutoProjectedGradient options;
  private final Losses losses;
  private final Classifier classifier;
  private final int images;

  /** The images as often as there are classes that each is led to: [classes, images]. */
  private final AttackBatch batch;

  private final AttackBatch led;
  private final float epsilon;
  private final int size;
  private final float[] now;
  private final float[] slope;
  private final float[] best;
  private final float[] bestSlope;
  private final double[] loss;
  private final double[] bestLoss;
  private final boolean[] reached;
  private final float[] adversarial;

  /** [images]: which of its classes is the first that succeeds; their number if none does. */
  private final int[] firstReached;

  /**
   * A run that has not begun.
   *
   * @param targets [classes][images]: the classes that each is led to, or null in place of the only
   *     ones for none; any class but the label counts all the same
   */
  AutoProjectedRun(
      AutoProjectedGradient options,
      Losses losses,
      Classifier classifier,
      AttackBatch batch,
      int[][] targets,
      float epsilon) {
    this.options = options;
    this.losses = losses;
    this.classifier = classifier;
    this.epsilon = epsilon;
    images = batch.count();
    this.batch = batch.select(Rows.repeated(images, targets.length));
    led = targets[0] == null ? this.batch : this.batch.ledTo(targets);
    size = batch.size();
    int count = this.batch.count();
    now = this.batch.pixels().clone();
    slope = new float[now.length];
    best = new float[now.length];
    bestSlope = new float[now.length];
    adversarial = new float[now.length];
    loss = new double[count];
    bestLoss = new double[count];
    reached = new boolean[count];
    firstReached = new int[images];
    Arrays.fill(firstReached, targets.length);
  }

  /**
   * Moves the images and tells which became adversarial on the way.
   *
   * @param use tells the random numbers of several starts apart; each class after the first takes
   *     the next number
   */
  boolean[] from(int use) {
    List<AutoProjectedGradient.Stage> stages =
        options.radii().stages(epsilon, options.iterations());
    for (int s = 0; s < stages.size(); s++) {
      AutoProjectedGradient.Stage stage = stages.get(s);
      AutoProjectedSteps steps =
          options.ball().autoProjected(batch, stage.epsilon(), stage.iterations());
      boolean leaves = s == 0 && options.start() == IterativeGradient.Start.RANDOM;
      for (int i = 0; i < batch.count(); i++) {
        if (leaves) {
          long start = Float.floatToIntBits(epsilon) * 31L + use + i / images;
          steps.leave(i, batch.random(i, start), now);
        }
        if (s > 0 || (leaves && stages.size() > 1)) {
          steps.beginAt(i, now);
        }
      }
      climb(steps, stage.iterations(), s == stages.size() - 1);
      System.arraycopy(best, 0, now, 0, now.length);
    }
    if (classifier.isRandom()) {
      decideByMajority();
    }
    boolean[] any = new boolean[images];
    for (int row = 0; row < reached.length; row++) {
      any[row % images] |= reached[row];
    }
    return any;
  }

  /**
   * Moves the images on.
   *
   * @param counts whether what is adversarial on the way is within epsilon
   */
  private void climb(AutoProjectedSteps steps, int iterations, boolean counts) {
    Arrays.fill(bestLoss, Double.NEGATIVE_INFINITY);
    System.arraycopy(now, 0, best, 0, now.length);
    int[] all = Rows.all(batch.count());
    // By themselves: whoever observes sees a gradient of all images that they start from.
    look(Arrays.copyOf(all, images), counts);
    look(Arrays.copyOfRange(all, images, all.length), counts);
    int[] active = going(all);
    int window = steps.firstWindow();
    int since = 0;
    for (int t = 0; t < iterations && active.length > 0; t++) {
      for (int image : active) {
        steps.move(image, slope, now);
      }
      look(active, counts);
      for (int image : active) {
        steps.saw(image, loss[image]);
      }
      active = going(active);
      since++;
      if (since == window) {
        for (int image : active) {
          if (steps.check(image, window, best, bestLoss[image])) {
            copy(best, now, image);
            copy(bestSlope, slope, image);
          }
        }
        since = 0;
        window = steps.nextWindow(window);
      }
    }
  }

  /** The latest adversarial image of each, and of the others the one of the largest loss. */
  float[] images() {
    float[] found = new float[images * size];
    int last = batch.count() / images - 1;
    for (int i = 0; i < images; i++) {
      int row = Math.min(firstReached[i], last) * images + i;
      System.arraycopy(reached[row] ? adversarial : best, row * size, found, i * size, size);
    }
    return found;
  }

  /** Takes losses and gradients. */
  private void look(int[] active, boolean counts) {
    if (active.length == 0) {
      return;
    }
    AttackBatch moving = led.select(active);
    int classes = classifier.classes();
    Classifier.Gradient gradient =
        classifier.gradient(
            Rows.gather(now, active, size), active.length, losses.of(moving, classes));
    Rows.scatter(gradient.gradient(), slope, active, size);
    boolean[] success = batch.select(active).reached(gradient.logits(), classifier);
    for (int a = 0; a < active.length; a++) {
      int image = active[a];
      loss[image] = losses.value(moving, a, gradient.logits(), a * classes, classes);
      if (loss[image] > bestLoss[image]) {
        bestLoss[image] = loss[image];
        copy(now, best, image);
        copy(slope, bestSlope, image);
      }
      if (success[a] && counts && !classifier.isRandom()) {
        reach(image, now);
      }
    }
  }

  private void reach(int row, float[] from) {
    reached[row] = true;
    firstReached[row % images] = Math.min(firstReached[row % images], row / images);
    copy(from, adversarial, row);
  }

  /**
   * One look at a model that draws random numbers proves nothing: what ends best is asked about.
   */
  private void decideByMajority() {
    boolean[] majority = batch.reached(classifier.predictions(best, batch.count()));
    for (int row = 0; row < majority.length; row++) {
      if (majority[row]) {
        reach(row, best);
      }
    }
  }

  /** Those that are not done. */
  private int[] going(int[] rows) {
    boolean stops = options.stop() == IterativeGradient.Stop.AT_SUCCESS;
    return IntStream.of(rows)
        .filter(row -> row / images <= firstReached[row % images] && !(stops && reached[row]))
        .toArray();
  }

  private void copy(float[] from, float[] to, int image) {
    System.arraycopy(from, image * size, to, image * size, size);
  }
}
