package org.qusecnets.sweep.network.interval;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;

/**
 * The worst logits that a network in training can give to any image of a box, by interval
 * arithmetic or mixed with those by linear functions, and their gradients. Not safe for use by
 * several threads.
 *
 * @see <a href="https://arxiv.org/abs/1810.12715">Gowal et al. 2018, Section 3</a>
 */
public final class WorstCase implements AutoCloseable {
  private final BoxInput input;
  private final int inputSize;
  private final List<IntervalLayer> hidden = new ArrayList<>();
  private final TrainedLayer lastLayer;
  private final LastLayer last;
  private final int capacity;
  private final Intervals box;
  private final List<Intervals> gradients = new ArrayList<>();
  private final Intervals ofLinearBox;
  private final float[] lowerEnd;
  private final float[] upperEnd;
  private float[] upperImages;
  private int[] labels;
  private LinearWorstCase linear;
  private float linearShare;

  /**
   * Bounds of a network.
   *
   * @param input what stands in front of it
   * @param layers its layers, one or more, the first one first; the last one fully connected and
   *     without a rectifier. Their parameters are those that the network has at each call
   * @param capacity the most boxes of a batch
   */
  public WorstCase(BoxInput input, List<TrainedLayer> layers, int capacity) {
    this.input = input;
    ConvolutionGeometry first = layers.get(0).geometry();
    inputSize = first.height() * first.width() * first.channels();
    box = new Intervals(capacity * inputSize);
    gradients.add(new Intervals(capacity * inputSize));
    for (TrainedLayer layer : layers.subList(0, layers.size() - 1)) {
      hidden.add(new IntervalLayer(layer, capacity));
      gradients.add(new Intervals(capacity * layer.geometry().outputSize()));
    }
    this.capacity = capacity;
    lastLayer = layers.get(layers.size() - 1);
    last = new LastLayer(lastLayer, capacity);
    ofLinearBox = new Intervals(capacity * inputSize);
    lowerEnd = new float[capacity * inputSize];
    upperEnd = new float[capacity * inputSize];
  }

  /**
   * The worst logits of each box, less the label's, [count, classes], valid until the next call: 0
   * for the label, and for each other class minus the least that the label's logit is above it.
   *
   * @param lower the least values of images, [count, channels, rows, columns]
   * @param upper the greatest, nowhere below them; not to be changed before {@link #addGradients}
   * @param classes [count]: their labels, likewise
   */
  public float[] logits(float[] lower, float[] upper, int[] classes, int count) {
    return logits(lower, upper, classes, count, 0);
  }

  /**
   * The same mixed with those by linear functions.
   *
   * @param share of the latter, from 0 to 1; above 0 all rectifiers are plain ones
   */
  public float[] logits(float[] lower, float[] upper, int[] classes, int count, float share) {
    linearShare = share;
    upperImages = upper;
    labels = classes;
    System.arraycopy(input.forward(upper, count), 0, upperEnd, 0, count * inputSize);
    box.between(input.forward(lower, count), upperEnd, count * inputSize);
    Intervals values = box;
    for (IntervalLayer layer : hidden) {
      values = layer.forward(values, count);
    }
    float[] worst = last.forward(values, labels, count);
    if (linearShare > 0) {
      if (linear == null) {
        linear = new LinearWorstCase(hidden, lastLayer, inputSize, capacity);
      }
      linear.mix(box, labels, count, linearShare, worst);
    }
    return worst;
  }

  /**
   * Adds the gradients of all parameters to those that are there, for the boxes of the last {@link
   * #logits}.
   *
   * @param gradient with respect to the worst logits, [count, classes]; that of labels is not
   *     looked at
   */
  public void addGradients(float[] gradient, int count) {
    last.backward(intervalShareOf(gradient, count), labels, count, gradients.get(hidden.size()));
    if (linearShare > 0) {
      ofLinearBox.clear(count * inputSize);
      linear.addGradients(box, labels, count, gradient, linearShare, ofLinearBox);
    }
    for (int i = hidden.size() - 1; i >= 0; i--) {
      Intervals ofValues = gradients.get(i + 1);
      hidden.get(i).rectifyBackward(ofValues, count);
      if (linearShare > 0) {
        linear.addGradientsOfValues(i, ofValues, count);
      }
      hidden.get(i).addParameterGradients(ofValues, count);
      if (i > 0 || input.isTrained()) {
        hidden.get(i).inputGradient(gradients.get(i), count);
      }
    }
    if (linearShare > 0 && input.isTrained()) {
      gradients.get(0).add(ofLinearBox, count * inputSize);
    }
    if (input.isTrained()) {
      gradients.get(0).toEnds(lowerEnd, upperEnd, count * inputSize);
      input.addGradients(lowerEnd, count);
      input.forward(upperImages, count);
      input.addGradients(upperEnd, count);
    }
  }

  private float[] intervalShareOf(float[] gradient, int count) {
    if (linearShare == 0) {
      return gradient;
    }
    float[] share = new float[count * lastLayer.geometry().filters()];
    for (int i = 0; i < share.length; i++) {
      share[i] = (1 - linearShare) * gradient[i];
    }
    return share;
  }

  @Override
  public void close() {
    hidden.forEach(IntervalLayer::close);
    if (linear != null) {
      linear.close();
    }
  }
}
