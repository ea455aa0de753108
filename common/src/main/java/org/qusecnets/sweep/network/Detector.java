package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.DetectorOptions;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.Logits;

/**
 * A {@link DetectorOptions detector} with its threshold.
 *
 * @param squeezers the ways in which images are squeezed
 * @param threshold an L1 distance of probabilities, from 0 to 2: what lies above it is detected
 */
public record Detector(List<InputTransform> squeezers, double threshold) {
  /** Copies the squeezers. */
  public Detector {
    squeezers = List.copyOf(squeezers);
  }

  /**
   * Which images it takes for adversarial.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return [count]
   */
  public boolean[] detects(Classifier classifier, float[] images, int count) {
    double[] distances = distances(squeezers, classifier, images, count);
    boolean[] detected = new boolean[count];
    for (int i = 0; i < count; i++) {
      // No number is a distance that no clean image has.
      detected[i] = !(distances[i] <= threshold);
    }
    return detected;
  }

  /**
   * The largest L1 distance between the probabilities of each image and of the image squeezed, over
   * all squeezers.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return [count], from 0 to 2
   */
  static double[] distances(
      List<InputTransform> squeezers, Classifier classifier, float[] images, int count) {
    int classes = classifier.classes();
    float[] logits = classifier.logits(images, count);
    double[] largest = new double[count];
    for (InputTransform squeezer : squeezers) {
      float[] squeezed = squeezed(squeezer, classifier.shape(), images, count);
      float[] squeezedLogits = classifier.logits(squeezed, count);
      for (int i = 0; i < count; i++) {
        double[] probabilities = Logits.probabilities(logits, i * classes, classes);
        double[] others = Logits.probabilities(squeezedLogits, i * classes, classes);
        largest[i] = Math.max(largest[i], distance(probabilities, others));
      }
    }
    return largest;
  }

  /**
   * The images squeezed in one way.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return the same shape
   */
  public static float[] squeezed(
      InputTransform squeezer, ImageShape shape, float[] images, int count) {
    int size = shape.size();
    float[] squeezed = new float[count * size];
    for (int i = 0; i < count; i++) {
      float[] image = Arrays.copyOfRange(images, i * size, (i + 1) * size);
      System.arraycopy(squeezer.transform(image, shape, 0), 0, squeezed, i * size, size);
    }
    return squeezed;
  }

  /** The L1 distance of the probabilities of all classes, from 0 to 2. */
  public static double distance(double[] probabilities, double[] others) {
    double distance = 0;
    for (int c = 0; c < probabilities.length; c++) {
      distance += Math.abs(probabilities[c] - others[c]);
    }
    return distance;
  }

  /**
   * The threshold that so large a share of distances lies above: the ceil(N (1 - rate))-th of N, as
   * the authors' code takes it.
   */
  static double threshold(double[] distances, double falsePositiveRate) {
    double[] sorted = distances.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(sorted.length * (1 - falsePositiveRate));
    return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
  }
}
