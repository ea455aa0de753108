package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * The images that an attack is to change, and what it is to reach with each.
 *
 * @param pixels the clean images, [images, channels, height, width], floats in [0, 1]
 * @param labels [images]: the class of each that the attack leads away from
 * @param targets [images]: the class that it leads to, or {@link #UNTARGETED}
 * @param seeds [images]: of each image's random numbers; they depend on the image alone, not on the
 *     batch
 */
public record AttackBatch(float[] pixels, int[] labels, int[] targets, long[] seeds) {
  /** The target of an image that may become any class but its own. */
  public static final int UNTARGETED = -1;

  /** Checks that there is as much of everything. */
  public AttackBatch {
    if (targets.length != labels.length
        || seeds.length != labels.length
        || (labels.length > 0 && pixels.length % labels.length != 0)) {
      throw new IllegalArgumentException("images, labels, targets and seeds do not match");
    }
  }

  /**
   * Images that may become any class but those of their labels.
   *
   * @param pixels [images, channels, height, width]
   * @param labels [images]
   * @param seeds [images]
   */
  public static AttackBatch untargeted(float[] pixels, int[] labels, long[] seeds) {
    int[] targets = new int[labels.length];
    Arrays.fill(targets, UNTARGETED);
    return new AttackBatch(pixels, labels, targets, seeds);
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Number of values of one image. */
  public int size() {
    return count() == 0 ? 0 : pixels.length / count();
  }

  /** A copy, for someone who may change it. */
  public AttackBatch copy() {
    return new AttackBatch(pixels.clone(), labels.clone(), targets.clone(), seeds.clone());
  }

  /** Whether an image is to become a certain class. */
  public boolean targeted(int image) {
    return targets[image] != UNTARGETED;
  }

  /** The class whose cross-entropy the attack lowers or raises. */
  public int referenceLabel(int image) {
    return targeted(image) ? targets[image] : labels[image];
  }

  /** Whether this prediction of an image is what the attack is to reach. */
  public boolean reached(int image, int prediction) {
    return targeted(image) ? prediction == targets[image] : prediction != labels[image];
  }

  /**
   * For each image whether its logits are what the attack is to reach.
   *
   * @param logits {@link #count} rows of as many values as the classifier has classes
   * @throws ArithmeticException if a logit is not a number
   */
  public boolean[] reached(float[] logits, Classifier classifier) {
    boolean[] reached = new boolean[count()];
    for (int i = 0; i < reached.length; i++) {
      int classes = classifier.classes();
      reached[i] = reached(i, Logits.argmax(logits, i * classes, classes));
    }
    return reached;
  }

  /** For each image whether a classifier's prediction of it is what the attack is to reach. */
  public boolean[] reached(int[] predictions) {
    boolean[] reached = new boolean[count()];
    for (int i = 0; i < reached.length; i++) {
      reached[i] = reached(i, predictions[i]);
    }
    return reached;
  }

  /**
   * Some of the images, with all that belongs to each.
   *
   * @param rows their numbers, from 0 to {@link #count} less 1
   */
  public AttackBatch select(int[] rows) {
    int[] someLabels = new int[rows.length];
    int[] someTargets = new int[rows.length];
    long[] someSeeds = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      someLabels[i] = labels[rows[i]];
      someTargets[i] = targets[rows[i]];
      someSeeds[i] = seeds[rows[i]];
    }
    return new AttackBatch(Rows.gather(pixels, rows, size()), someLabels, someTargets, someSeeds);
  }

  /**
   * The same images, led to classes.
   *
   * @param classes arrays that together have a class for each image, in order
   */
  AttackBatch ledTo(int[][] classes) {
    return new AttackBatch(
        pixels, labels, Arrays.stream(classes).flatMapToInt(Arrays::stream).toArray(), seeds);
  }

  /**
   * An image's random numbers for one use of them.
   *
   * <p>The seed is mixed twice: {@link SplittableRandom} adds a constant for each number, so that
   * seeds at regular distances could give the same numbers one place on.
   *
   * @param image number of the image
   * @param use which of its uses: another number gives other random numbers
   */
  public SplittableRandom random(int image, long use) {
    long start = new SplittableRandom(use).nextLong() ^ seeds[image];
    return new SplittableRandom(new SplittableRandom(start).nextLong());
  }
}
