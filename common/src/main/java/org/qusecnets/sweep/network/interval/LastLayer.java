package org.qusecnets.sweep.network.interval;

import java.util.Arrays;
import org.qusecnets.sweep.network.arithmetic.Vectors;

/**
 * The last layer, taken together with the differences of its outputs that matter: of how far the
 * label's logit is above another one the least in a box is {@code (w_y - w_j) m + b_y - b_j - |w_y
 * - w_j| r}, more than the difference of the two logits' own bounds.
 *
 * @see "Gowal et al. 2018, On the Effectiveness of Interval Bound Propagation, Section 3"
 */
final class LastLayer {
  private final TrainedLayer layer;
  private final int inputs;
  private final int classes;
  private final float[] rows;
  private final float[] rowGradients;
  private final float[] middles;
  private final float[] radii;
  private final float[] ofMiddles;
  private final float[] ofRadii;
  private final float[] worst;

  LastLayer(TrainedLayer layer, int capacity) {
    this.layer = layer;
    classes = layer.geometry().filters();
    inputs = layer.geometry().patchSize();
    rows = new float[classes * inputs];
    rowGradients = new float[classes * inputs];
    middles = new float[capacity * inputs];
    radii = new float[capacity * inputs];
    ofMiddles = new float[capacity * inputs];
    ofRadii = new float[capacity * inputs];
    worst = new float[capacity * classes];
  }

  /**
   * The worst logits in each image's box, less the label's, [images, classes], valid until the next
   * call: 0 for the label, and for each other class minus the least that the label is above it.
   *
   * @param box [inputs, images]
   * @param labels [images]
   */
  float[] forward(Intervals box, int[] labels, int count) {
    Vectors.transpose(layer.weights().values(), rows, inputs, classes);
    Vectors.transpose(box.middles(), middles, inputs, count);
    Vectors.transpose(box.radii(), radii, inputs, count);
    float[] bias = layer.bias().values();
    for (int image = 0; image < count; image++) {
      int label = labels[image];
      for (int c = 0; c < classes; c++) {
        worst[image * classes + c] =
            c == label ? 0 : bias[c] - bias[label] + highest(c, label, image * inputs);
      }
    }
    return worst;
  }

  /** The most that one row can be above another, without biases; in partial sums, as a dot is. */
  private float highest(int row, int other, int from) {
    int one = row * inputs;
    int two = other * inputs;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < inputs; i += 4) {
      a += term(one + i, two + i, from + i);
      b += term(one + i + 1, two + i + 1, from + i + 1);
      c += term(one + i + 2, two + i + 2, from + i + 2);
      d += term(one + i + 3, two + i + 3, from + i + 3);
    }
    for (; i < inputs; i++) {
      a += term(one + i, two + i, from + i);
    }
    return (a + b) + (c + d);
  }

  private float term(int one, int two, int input) {
    float difference = rows[one] - rows[two];
    return difference * middles[input] + Math.abs(difference) * radii[input];
  }

  /**
   * Adds the gradients of weights and bias to those that are there and writes that of the box.
   *
   * @param gradient with respect to the worst logits of the last {@link #forward}, [images,
   *     classes]
   * @param result [inputs, images]
   */
  void backward(float[] gradient, int[] labels, int count, Intervals result) {
    Arrays.fill(rowGradients, 0f);
    Arrays.fill(ofMiddles, 0, count * inputs, 0f);
    Arrays.fill(ofRadii, 0, count * inputs, 0f);
    float[] ofBias = layer.bias().gradient();
    for (int image = 0; image < count; image++) {
      int label = labels[image];
      for (int c = 0; c < classes; c++) {
        float slope = gradient[image * classes + c];
        if (c != label && slope != 0) {
          backward(slope, c * inputs, label * inputs, image * inputs);
          ofBias[c] += slope;
          ofBias[label] -= slope;
        }
      }
    }
    float[] sum = layer.weights().gradient();
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < inputs; i++) {
        sum[i * classes + c] += rowGradients[c * inputs + i];
      }
    }
    Vectors.transpose(ofMiddles, result.middles(), count, inputs);
    Vectors.transpose(ofRadii, result.radii(), count, inputs);
  }

  private void backward(float slope, int row, int other, int from) {
    for (int i = 0; i < inputs; i++) {
      float difference = rows[row + i] - rows[other + i];
      float ofWeight = slope * (middles[from + i] + Math.signum(difference) * radii[from + i]);
      rowGradients[row + i] += ofWeight;
      rowGradients[other + i] -= ofWeight;
      ofMiddles[from + i] += slope * difference;
      ofRadii[from + i] += slope * Math.abs(difference);
    }
  }
}
