package org.qusecnets.sweep.network.interval;

import java.util.ArrayList;
import java.util.List;

/**
 * The worst logits in a box by linear functions that are taken from the differences of logits back
 * to the box, through lines around rectifiers whose bounds interval arithmetic gives: tighter than
 * interval arithmetic alone where weights are as usual, at many times the price.
 *
 * @see <a href="https://arxiv.org/abs/1906.06316">Zhang et al. 2020, Towards Stable and Efficient
 *     Training of Verifiably Robust Neural Networks, Section 3.2</a>
 */
final class LinearWorstCase implements AutoCloseable {
  /** Images that vector instructions work on at once. */
  private static final int RUN = 16;

  private final List<LinearLayer> hidden = new ArrayList<>();
  private final TrainedLayer last;
  private final int classes;
  private final int inputs;
  private final int together;
  private final float[] coefficients;
  private final float[] ofCoefficients;
  private final float[] constants;
  private final float[] ofConstants;

  /**
   * Bounds behind interval arithmetic.
   *
   * @param layers with the intervals of their values
   * @param last the last layer
   * @param inputs number of values of an image as the first layer takes it
   * @param capacity the most images of a batch
   */
  LinearWorstCase(List<IntervalLayer> layers, TrainedLayer last, int inputs, int capacity) {
    this.last = last;
    classes = last.geometry().filters();
    this.inputs = inputs;
    // About as many functions as a batch has images: coefficients take the memory of activations.
    together = Math.min(capacity, (capacity / classes / RUN + 1) * RUN);
    int functions = together * classes;
    for (IntervalLayer layer : layers) {
      hidden.add(new LinearLayer(layer.layer(), layer.values(), capacity, functions));
    }
    coefficients = new float[inputs * functions];
    ofCoefficients = new float[inputs * functions];
    constants = new float[functions];
    ofConstants = new float[functions];
  }

  /**
   * Mixes the worst logits of a batch, less the label's, into others.
   *
   * @param box what the first layer takes, [inputs, images]
   * @param share of these in the mixture, from 0 to 1
   * @param worst the others, [images, classes]
   */
  void mix(Intervals box, int[] labels, int count, float share, float[] worst) {
    hidden.forEach(LinearLayer::weightsChanged);
    for (int from = 0; from < count; from += together) {
      ImageGroup some = group(from, count);
      pullBack(box, labels, some);
      for (int c = 0; c < classes; c++) {
        for (int i = 0; i < some.count(); i++) {
          int at = (from + i) * classes + c;
          worst[at] += share * (-constants[c * some.count() + i] - worst[at]);
        }
      }
    }
  }

  private ImageGroup group(int from, int all) {
    int count = Math.min(together, all - from);
    return new ImageGroup(from, count, all, count * classes);
  }

  /** Leaves the least differences of logits in {@link #constants}. */
  private void pullBack(Intervals box, int[] labels, ImageGroup some) {
    start(labels, some);
    for (int i = hidden.size() - 1; i >= 0; i--) {
      hidden.get(i).pullBack(some, i == 0 ? coefficients : below(i), constants);
    }
    int run = some.functions();
    for (int input = 0; input < inputs; input++) {
      int value = input * some.all() + some.from();
      for (int f = 0; f < run; f += some.count()) {
        int at = input * run + f;
        for (int i = 0; i < some.count(); i++) {
          constants[f + i] +=
              coefficients[at + i] * box.middles()[value + i]
                  - Math.abs(coefficients[at + i]) * box.radii()[value + i];
        }
      }
    }
  }

  /** Coefficients of the layer before one. */
  private float[] below(int layer) {
    return hidden.get(layer - 1).coefficients();
  }

  private float[] top() {
    return hidden.isEmpty() ? coefficients : hidden.get(hidden.size() - 1).coefficients();
  }

  /** By how much the label is above each class, as functions of the last layer's inputs. */
  private void start(int[] labels, ImageGroup some) {
    float[] weights = last.weights().values();
    float[] bias = last.bias().values();
    float[] rows = top();
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < some.count(); i++) {
        int label = labels[some.from() + i];
        int function = c * some.count() + i;
        constants[function] = bias[label] - bias[c];
        for (int input = 0; input < last.geometry().patchSize(); input++) {
          rows[input * some.functions() + function] =
              weights[input * classes + label] - weights[input * classes + c];
        }
      }
    }
  }

  /**
   * Adds the gradients of all parameters to those that are there, for the batch of the last {@link
   * #mix}; those with respect to hidden intervals are kept in the layers.
   *
   * @param gradient with respect to the worst logits, [images, classes]
   * @param share what it is multiplied by
   * @param ofBox where the gradients with respect to the box are added
   */
  void addGradients(
      Intervals box, int[] labels, int count, float[] gradient, float share, Intervals ofBox) {
    for (int from = 0; from < count; from += together) {
      ImageGroup some = group(from, count);
      pullBack(box, labels, some);
      for (int c = 0; c < classes; c++) {
        for (int i = 0; i < some.count(); i++) {
          boolean isLabel = labels[from + i] == c;
          ofConstants[c * some.count() + i] =
              isLabel ? 0 : -share * gradient[(from + i) * classes + c];
        }
      }
      differentiateBox(box, some, ofBox);
      float[] below = ofCoefficients;
      for (LinearLayer layer : hidden) {
        layer.addGradients(some, below, ofConstants);
        below = layer.gradient();
      }
      addLastGradients(below, labels, some);
    }
  }

  private void differentiateBox(Intervals box, ImageGroup some, Intervals ofBox) {
    int run = some.functions();
    for (int input = 0; input < inputs; input++) {
      int value = input * some.all() + some.from();
      for (int f = 0; f < run; f += some.count()) {
        int at = input * run + f;
        for (int i = 0; i < some.count(); i++) {
          float coefficient = coefficients[at + i];
          ofCoefficients[at + i] =
              ofConstants[f + i]
                  * (box.middles()[value + i] - Math.signum(coefficient) * box.radii()[value + i]);
          ofBox.middles()[value + i] += ofConstants[f + i] * coefficient;
          ofBox.radii()[value + i] -= ofConstants[f + i] * Math.abs(coefficient);
        }
      }
    }
  }

  private void addLastGradients(float[] ofRows, int[] labels, ImageGroup some) {
    float[] ofWeights = last.weights().gradient();
    float[] ofBias = last.bias().gradient();
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < some.count(); i++) {
        int label = labels[some.from() + i];
        int function = c * some.count() + i;
        ofBias[label] += ofConstants[function];
        ofBias[c] -= ofConstants[function];
        for (int input = 0; input < last.geometry().patchSize(); input++) {
          float slope = ofRows[input * some.functions() + function];
          ofWeights[input * classes + label] += slope;
          ofWeights[input * classes + c] -= slope;
        }
      }
    }
  }

  /**
   * Adds what the last {@link #addGradients} found for the intervals of a hidden layer's values.
   */
  void addGradientsOfValues(int layer, Intervals ofValues, int count) {
    hidden.get(layer).addGradientsOfValues(ofValues, count);
  }

  @Override
  public void close() {
    hidden.forEach(LinearLayer::close);
  }
}
