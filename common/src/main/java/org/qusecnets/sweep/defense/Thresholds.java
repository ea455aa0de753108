package org.qusecnets.sweep.defense;

import java.util.function.IntToDoubleFunction;

/** The thresholds k/n, for k from 1 to n - 1, that cut [0, 1] into n levels of equal width. */
final class Thresholds {
  private Thresholds() {}

  /**
   * The number of thresholds that a value exceeds: from 0 to {@code levels - 1}.
   *
   * <p>Thresholds are rounded to float, as the image is. A value equal to a threshold does not
   * exceed it.
   */
  static int exceeded(float value, int levels) {
    int count = Math.max(0, Math.min(levels - 1, (int) (value * levels)));
    // The product is rounded, so that it may be one off.
    while (count > 0 && !(value > threshold(count, levels))) {
      count--;
    }
    while (count < levels - 1 && value > threshold(count + 1, levels)) {
      count++;
    }
    return count;
  }

  /**
   * The gradient with respect to an image through sigmoids in place of steps: the derivative of the
   * mean of {@code 1 / (1 + exp(-z (x - t)))} over the places t of the steps.
   *
   * @param z the sigmoids' steepness
   * @param steps number of steps
   * @param place where each one is, counted from 0
   */
  static float[] smoothed(
      float[] image, float[] gradient, double z, int steps, IntToDoubleFunction place) {
    float[] smoothed = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      double slope = 0;
      for (int k = 0; k < steps; k++) {
        double sigmoid = 1 / (1 + Math.exp(-z * Math.abs(image[i] - place.applyAsDouble(k))));
        slope += sigmoid * (1 - sigmoid);
      }
      smoothed[i] = (float) (z / steps * slope * gradient[i]);
    }
    return smoothed;
  }

  /** All of them in order, rounded to float. */
  static float[] of(int levels) {
    float[] thresholds = new float[levels - 1];
    for (int k = 1; k < levels; k++) {
      thresholds[k - 1] = threshold(k, levels);
    }
    return thresholds;
  }

  private static float threshold(int k, int levels) {
    return (float) ((double) k / levels);
  }
}
