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
   * Which images it takes for adversarial; beside a model that draws random numbers, those that it
   * detects in the majority of the draws that score them.
   *
   * @param images [count, channels, height, width], floats in [0, 1]
   * @return [count]
   */
  public boolean[] detects(NetworkClassifier classifier, float[] images, int count) {
    List<float[]> drawn = classifier.scoringLogits(images, count);
    List<List<float[]>> drawnSqueezed =
        squeezers.stream()
            .map(squeezer -> squeezed(squeezer, classifier.shape(), images, count))
            .map(squeezed -> classifier.scoringLogits(squeezed, count))
            .toList();
    int[] votes = new int[count];
    for (int d = 0; d < drawn.size(); d++) {
      int draw = d;
      List<float[]> squeezed = drawnSqueezed.stream().map(draws -> draws.get(draw)).toList();
      double[] distances = largest(drawn.get(d), squeezed, classifier.classes());
      for (int i = 0; i < count; i++) {
        // No number is a distance that no clean image has.
        votes[i] += distances[i] <= threshold ? 0 : 1;
      }
    }
    boolean[] detected = new boolean[count];
    for (int i = 0; i < count; i++) {
      detected[i] = 2 * votes[i] > drawn.size();
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
    List<float[]> squeezed =
        squeezers.stream()
            .map(squeezer -> squeezed(squeezer, classifier.shape(), images, count))
            .map(some -> classifier.logits(some, count))
            .toList();
    return largest(classifier.logits(images, count), squeezed, classifier.classes());
  }

  private static double[] largest(float[] logits, List<float[]> squeezed, int classes) {
    double[] largest = new double[logits.length / classes];
    for (float[] squeezedLogits : squeezed) {
      for (int i = 0; i < largest.length; i++) {
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
