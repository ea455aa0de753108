package org.qusecnets.sweep.attack;

import java.util.Arrays;
import java.util.Random;
import org.qusecnets.sweep.attack.norm.Norm;

/** A random linear classifier and one image not far from its boundaries. */
record LinearSample(double[][] weights, double[] bias, float[] image, int label) {
  static LinearSample draw(float[] image, int classes, long seed) {
    Random random = new Random(seed);
    double[][] weights = new double[classes][image.length];
    double[] bias = new double[classes];
    int label = random.nextInt(classes);
    for (int c = 0; c < classes; c++) {
      double product = 0;
      for (int i = 0; i < image.length; i++) {
        weights[c][i] = random.nextGaussian();
        product += weights[c][i] * image[i];
      }
      // The others' logits are from 0.2 to 0.6 below the label's.
      bias[c] = -product + (c == label ? 0.6 : 0.4 * random.nextDouble());
    }
    return new LinearSample(weights, bias, image, label);
  }

  LinearClassifier classifier() {
    return new LinearClassifier(weights, bias);
  }

  AttackBatch batch() {
    return Batches.untargeted(image.clone(), label);
  }

  /** The L2 distance to the nearest other class, if pixels had no bounds. */
  double nearestL2() {
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double square = 0;
      for (int i = 0; i < image.length; i++) {
        square += Math.pow(weights[c][i] - weights[label][i], 2);
      }
      nearest = c == label ? nearest : Math.min(nearest, gap(c) / Math.sqrt(square));
    }
    return nearest;
  }

  /** Likewise the L-infinity distance. */
  double nearestLinf() {
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double sum = 0;
      for (int i = 0; i < image.length; i++) {
        sum += Math.abs(weights[c][i] - weights[label][i]);
      }
      nearest = c == label ? nearest : Math.min(nearest, gap(c) / sum);
    }
    return nearest;
  }

  /** Likewise the L1 distance, within [0, 1]. */
  double nearestL1() {
    double nearest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < bias.length; c++) {
      double[] slopes = new double[image.length];
      Integer[] order = new Integer[image.length];
      Arrays.setAll(order, i -> i);
      for (int i = 0; i < image.length; i++) {
        slopes[i] = weights[c][i] - weights[label][i];
      }
      Arrays.sort(order, (a, b) -> Double.compare(Math.abs(slopes[b]), Math.abs(slopes[a])));
      double left = gap(c);
      double distance = 0;
      for (int i : order) {
        double room = slopes[i] > 0 ? 1 - image[i] : image[i];
        double way = Math.min(room, left / Math.abs(slopes[i]));
        distance += way;
        left -= way * Math.abs(slopes[i]);
      }
      nearest = c == label || left > 1e-12 ? nearest : Math.min(nearest, distance);
    }
    return nearest;
  }

  /** The distance in a norm. */
  double nearest(Norm norm) {
    return switch (norm) {
      case LINF -> nearestLinf();
      case L2 -> nearestL2();
      case L1 -> nearestL1();
      case L0 -> nearestL0();
    };
  }

  /** The smallest share of the values with which another class can be reached within [0, 1]. */
  double nearestL0() {
    int fewest = image.length + 1;
    for (int c = 0; c < bias.length; c++) {
      double[] gains = new double[image.length];
      for (int i = 0; i < image.length; i++) {
        double slope = weights[c][i] - weights[label][i];
        gains[i] = slope > 0 ? slope * (1 - image[i]) : -slope * image[i];
      }
      Arrays.sort(gains);
      double left = gap(c);
      int changed = 0;
      while (c != label && left > 0 && changed < gains.length) {
        changed++;
        left -= gains[gains.length - changed];
      }
      fewest = c == label || left > 0 ? fewest : Math.min(fewest, changed);
    }
    return (double) fewest / image.length;
  }

  private double gap(int other) {
    double gap = bias[label] - bias[other];
    for (int i = 0; i < image.length; i++) {
      gap += (weights[label][i] - weights[other][i]) * image[i];
    }
    return gap;
  }
}
