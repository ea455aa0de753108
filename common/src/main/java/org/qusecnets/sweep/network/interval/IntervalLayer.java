package org.qusecnets.sweep.network.interval;

import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.FilterSums;
import org.qusecnets.sweep.network.arithmetic.Vectors;

/**
 * A layer and its rectifier on intervals: {@code W} takes middles, {@code |W|} radii.
 *
 * @see "Gowal et al. 2018, On the Effectiveness of Interval Bound Propagation, Equation 6"
 */
final class IntervalLayer implements AutoCloseable {
  private final TrainedLayer layer;
  private final Convolution ofMiddles;
  private final Convolution ofRadii;
  private final float[] magnitudes;
  private final float[] weightGradient;
  private final FilterSums filterSums;
  private final Intervals values;
  private final Intervals activations;
  private final Intervals ends;

  IntervalLayer(TrainedLayer layer, int capacity) {
    this.layer = layer;
    ConvolutionGeometry geometry = layer.geometry();
    ofMiddles = layer.convolution();
    ofRadii = Convolution.of(geometry, Convolution.Purpose.TRAINING, capacity);
    magnitudes = new float[layer.weights().values().length];
    weightGradient = new float[magnitudes.length];
    filterSums = new FilterSums(geometry, capacity);
    values = new Intervals(capacity * geometry.outputSize());
    activations = new Intervals(capacity * geometry.outputSize());
    ends = new Intervals(capacity * geometry.outputSize());
  }

  /** What it makes of intervals of its inputs, valid until the next call. */
  Intervals forward(Intervals inputs, int count) {
    float[] weights = layer.weights().values();
    for (int i = 0; i < weights.length; i++) {
      magnitudes[i] = Math.abs(weights[i]);
    }
    ofRadii.weightsChanged(magnitudes);
    ofMiddles.forward(inputs.middles(), values.middles(), count);
    ofRadii.forward(inputs.radii(), values.radii(), count);
    ConvolutionGeometry geometry = layer.geometry();
    int run = geometry.outputWidth() * count;
    for (int row = 0; row < geometry.outputHeight() * geometry.filters(); row++) {
      Vectors.add(
          values.middles(), row * run, run, layer.bias().values()[row % geometry.filters()]);
    }
    values.rectify(activations, geometry.outputSize() * count, layer.limit());
    return activations;
  }

  /** The intervals before the rectifier, of the last {@link #forward}. */
  Intervals values() {
    return values;
  }

  /** The layer itself. */
  TrainedLayer layer() {
    return layer;
  }

  /**
   * Turns gradients with respect to the intervals of the last {@link #forward} into those with
   * respect to {@link #values}.
   */
  void rectifyBackward(Intervals gradient, int count) {
    values.rectifyBackward(gradient, ends, layer.geometry().outputSize() * count, layer.limit());
  }

  /**
   * Adds the gradients of weights and bias to those that are there.
   *
   * @param gradient with respect to {@link #values}
   */
  void addParameterGradients(Intervals gradient, int count) {
    float[] sum = layer.weights().gradient();
    ofMiddles.outputGradient(gradient.middles(), count);
    ofMiddles.weightGradient(weightGradient, count);
    Vectors.add(sum, 0, weightGradient, 0, sum.length);
    ofRadii.outputGradient(gradient.radii(), count);
    ofRadii.weightGradient(weightGradient, count);
    float[] weights = layer.weights().values();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += Math.signum(weights[i]) * weightGradient[i];
    }
    float[] ofBias = layer.bias().gradient();
    for (int filter = 0; filter < ofBias.length; filter++) {
      ofBias[filter] += filterSums.of(gradient.middles(), filter, count);
    }
  }

  /** Writes the gradient with respect to the inputs; call it after the other. */
  void inputGradient(Intervals result, int count) {
    ofMiddles.inputGradient(result.middles(), count);
    ofRadii.inputGradient(result.radii(), count);
  }

  @Override
  public void close() {
    ofRadii.close();
  }
}
