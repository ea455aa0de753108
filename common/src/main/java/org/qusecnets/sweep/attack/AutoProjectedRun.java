package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.attack.norm.RandomStart;
import org.qusecnets.sweep.recipe.Classifier;

/** {@link AutoProjectedGradient} at work on one batch, at one epsilon, from one start. */
final class AutoProjectedRun {
  /** Of a step, how much is the gradient's; the rest is the way that was gone before. */
  private static final double MOMENTUM = 0.75;

  /** A window in which fewer steps than this share raise the loss ends with smaller steps. */
  private static final double ENOUGH_RISES = 0.75;

  private static final double FIRST_WINDOW = 0.22;
  private static final double SHORTEST_WINDOW = 0.06;
  private static final double SHORTER = 0.03;

  private final AutoProjectedGradient options;
  private final Losses losses;
  private final Classifier classifier;
  private final AttackBatch batch;
  private final AttackBatch led;
  private final float epsilon;
  private final Norm norm;
  private final int size;
  private final float[] now;
  private final float[] before;
  private final float[] slope;
  private final float[] best;
  private final float[] bestSlope;
  private final double[] bestLoss;
  private final double[] bestAtCheck;
  private final double[] lastLoss;
  private final double[] step;
  private final int[] rises;
  private final boolean[] halved;
  private final boolean[] reached;
  private final float[] adversarial;

  /**
   * A run that has not begun.
   *
   * @param targets [images]: the class that each is led to, or null for none; any class but the
   *     label counts all the same
   */
  AutoProjectedRun(
      AutoProjectedGradient options,
      Losses losses,
      Classifier classifier,
      AttackBatch batch,
      int[] targets,
      float epsilon) {
    this.options = options;
    this.losses = losses;
    this.classifier = classifier;
    this.batch = batch;
    this.epsilon = epsilon;
    led =
        targets == null
            ? batch
            : new AttackBatch(batch.pixels(), batch.labels(), targets, batch.seeds());
    norm = options.norm();
    size = batch.size();
    int count = batch.count();
    now = batch.pixels().clone();
    before = new float[now.length];
    slope = new float[now.length];
    best = new float[now.length];
    bestSlope = new float[now.length];
    adversarial = new float[now.length];
    bestLoss = new double[count];
    bestAtCheck = new double[count];
    lastLoss = new double[count];
    step = new double[count];
    rises = new int[count];
    halved = new boolean[count];
    reached = new boolean[count];
  }

  /**
   * Moves the images and tells which became adversarial on the way.
   *
   * @param use tells the random numbers of several starts apart
   */
  boolean[] from(int use) {
    if (options.start() == IterativeGradient.Start.RANDOM) {
      for (int i = 0; i < batch.count(); i++) {
        SplittableRandom random = batch.random(i, Float.floatToIntBits(epsilon) * 31L + use);
        RandomStart.add(norm, epsilon, random, now, i * size, size);
        project(i);
      }
    }
    Arrays.fill(bestLoss, Double.NEGATIVE_INFINITY);
    Arrays.fill(step, 2.0 * epsilon);
    Arrays.fill(halved, true);
    System.arraycopy(now, 0, before, 0, now.length);
    int[] active = look(Rows.all(batch.count()));
    System.arraycopy(bestLoss, 0, bestAtCheck, 0, bestLoss.length);
    // The reference compares the first loss with a row of zeros.
    Arrays.fill(lastLoss, 0);
    Arrays.fill(rises, 0);
    int window = Math.max((int) (FIRST_WINDOW * options.iterations()), 1);
    int since = 0;
    for (int t = 0; t < options.iterations() && active.length > 0; t++) {
      for (int image : active) {
        move(image, t == 0 ? 1 : MOMENTUM);
      }
      active = look(active);
      since++;
      if (since == window) {
        for (int image : active) {
          check(image, window);
        }
        since = 0;
        window =
            Math.max(
                window - Math.max((int) (SHORTER * options.iterations()), 1),
                Math.max((int) (SHORTEST_WINDOW * options.iterations()), 1));
      }
    }
    return reached;
  }

  /** The latest adversarial image of each, and of the others the one of the largest loss. */
  float[] images() {
    float[] images = best.clone();
    for (int i = 0; i < reached.length; i++) {
      if (reached[i]) {
        System.arraycopy(adversarial, i * size, images, i * size, size);
      }
    }
    return images;
  }

  /** Takes losses and gradients, and leaves those out that are done. */
  private int[] look(int[] active) {
    AttackBatch moving = led.select(active);
    int classes = classifier.classes();
    Classifier.Gradient gradient =
        classifier.gradient(
            Rows.gather(now, active, size), active.length, losses.of(moving, classes));
    Rows.scatter(gradient.gradient(), slope, active, size);
    boolean[] success = batch.select(active).reached(gradient.logits(), classifier);
    for (int a = 0; a < active.length; a++) {
      int image = active[a];
      double loss = losses.value(moving, a, gradient.logits(), a * classes, classes);
      rises[image] += loss > lastLoss[image] ? 1 : 0;
      lastLoss[image] = loss;
      if (loss > bestLoss[image]) {
        bestLoss[image] = loss;
        copy(now, best, image);
        copy(slope, bestSlope, image);
      }
      if (success[a]) {
        reached[image] = true;
        copy(now, adversarial, image);
      }
    }
    return options.stop() == IterativeGradient.Stop.AT_SUCCESS
        ? Rows.without(active, success)
        : active;
  }

  private void copy(float[] from, float[] to, int image) {
    System.arraycopy(from, image * size, to, image * size, size);
  }

  private void move(int image, double share) {
    float[] former = Arrays.copyOfRange(now, image * size, (image + 1) * size);
    norm.ascend(step[image], slope, image * size, size, now, image * size);
    project(image);
    for (int i = 0; i < size; i++) {
      int value = image * size + i;
      now[value] =
          (float)
              (former[i]
                  + share * (now[value] - former[i])
                  + (1 - share) * (former[i] - before[value]));
    }
    project(image);
    System.arraycopy(former, 0, before, image * size, size);
  }

  private void project(int image) {
    norm.projectOne(epsilon, batch.pixels(), now, image * size, size);
  }

  /** Halves the step of an image that does not get on, which then goes on from its best point. */
  private void check(int image, int window) {
    boolean oscillates = rises[image] <= ENOUGH_RISES * window;
    boolean stands = !halved[image] && bestAtCheck[image] >= bestLoss[image];
    halved[image] = oscillates || stands;
    bestAtCheck[image] = bestLoss[image];
    rises[image] = 0;
    if (halved[image]) {
      step[image] /= 2;
      copy(best, now, image);
      copy(bestSlope, slope, image);
    }
  }
}
