package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.recipe.Classifier;

/** {@link AutoProjectedGradient} at work on one batch, at one epsilon, from one start. */
final class AutoProjectedRun {
  private final AutoProjectedGradient options;
  private final Losses losses;
  private final Classifier classifier;
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
    size = batch.size();
    int count = batch.count();
    now = batch.pixels().clone();
    slope = new float[now.length];
    best = new float[now.length];
    bestSlope = new float[now.length];
    adversarial = new float[now.length];
    loss = new double[count];
    bestLoss = new double[count];
    reached = new boolean[count];
  }

  /**
   * Moves the images and tells which became adversarial on the way.
   *
   * @param use tells the random numbers of several starts apart
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
          steps.leave(i, batch.random(i, Float.floatToIntBits(epsilon) * 31L + use), now);
        }
        if (s > 0 || (leaves && stages.size() > 1)) {
          steps.beginAt(i, now);
        }
      }
      climb(steps, stage.iterations(), s == stages.size() - 1);
      System.arraycopy(best, 0, now, 0, now.length);
    }
    return reached;
  }

  /**
   * Moves the images on.
   *
   * @param counts whether what is adversarial on the way is within epsilon
   */
  private void climb(AutoProjectedSteps steps, int iterations, boolean counts) {
    Arrays.fill(bestLoss, Double.NEGATIVE_INFINITY);
    System.arraycopy(now, 0, best, 0, now.length);
    int[] active = look(Rows.all(batch.count()), counts);
    int window = steps.firstWindow();
    int since = 0;
    for (int t = 0; t < iterations && active.length > 0; t++) {
      for (int image : active) {
        steps.move(image, slope, now);
      }
      int[] moved = active;
      active = look(moved, counts);
      for (int image : moved) {
        steps.saw(image, loss[image]);
      }
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
    float[] images = best.clone();
    for (int i = 0; i < reached.length; i++) {
      if (reached[i]) {
        System.arraycopy(adversarial, i * size, images, i * size, size);
      }
    }
    return images;
  }

  /** Takes losses and gradients, and leaves those out that are done. */
  private int[] look(int[] active, boolean counts) {
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
      if (success[a] && counts) {
        reached[image] = true;
        copy(now, adversarial, image);
      }
    }
    return counts && options.stop() == IterativeGradient.Stop.AT_SUCCESS
        ? Rows.without(active, success)
        : active;
  }

  private void copy(float[] from, float[] to, int image) {
    System.arraycopy(from, image * size, to, image * size, size);
  }
}
