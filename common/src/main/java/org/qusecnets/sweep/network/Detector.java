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
    ImageShape shape = classifier.shape();
    int classes = classifier.classes();
    float[] logits = classifier.logits(images, count);
    double[] largest = new double[count];
    for (InputTransform squeezer : squeezers) {
      float[] squeezed = new float[count * shape.size()];
      for (int i = 0; i < count; i++) {
        float[] image = Arrays.copyOfRange(images, i * shape.size(), (i + 1) * shape.size());
        System.arraycopy(
            squeezer.transform(image, shape, 0), 0, squeezed, i * shape.size(), shape.size());
      }
      float[] squeezedLogits = classifier.logits(squeezed, count);
      for (int i = 0; i < count; i++) {
        double distance = 0;
        for (int c = 0; c < classes; c++) {
          distance +=
              Math.abs(
                  Logits.probability(logits, i * classes, classes, c)
                      - Logits.probability(squeezedLogits, i * classes, classes, c));
        }
        largest[i] = Math.max(largest[i], distance);
      }
    }
    return largest;
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
