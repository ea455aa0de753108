package org.qusecnets.sweep.network.layer;

import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;

/**
 * Batch normalisation with the rectifier behind it. A pass of training takes the statistics of its
 * batch, as does the gradient behind it, and moves the running ones towards them; any other takes
 * the running ones, which are constants to its gradient. A fixed one takes those always.
 */
public final class NormalizationStage implements LayerStage {
  private final String layer;
  private final BatchNormalization options;
  private final ImageShape shape;
  private final Rectifier rectifier;
  private final TrainableParameters gamma;
  private final TrainableParameters beta;
  private final float[] mean;
  private final float[] variance;
  private final float[] normalized;
  private final float[] outputs;
  private final float[] inputGradient;
  private final double[] scales;
  private boolean ofBatch;

  /**
   * A stage with scales and variances of 0.
   *
   * @param layer name of the DL4J layer that it computes
   * @param shape the shape of its values
   * @param capacity the most images of a batch
   */
  public NormalizationStage(
      String layer,
      BatchNormalization options,
      ImageShape shape,
      Rectifier rectifier,
      int capacity) {
    this.layer = layer;
    this.options = options;
    this.shape = shape;
    this.rectifier = rectifier;
    int channels = shape.channels();
    gamma = new TrainableParameters(channels);
    beta = new TrainableParameters(channels);
    mean = new float[channels];
    variance = new float[channels];
    scales = new double[channels];
    normalized = new float[capacity * shape.size()];
    outputs = new float[capacity * shape.size()];
    inputGradient = new float[capacity * shape.size()];
  }

  @Override
  public int outputSize() {
    return shape.size();
  }

  @Override
  public Stream<TrainableParameters> weights() {
    return options.isFixed() ? Stream.empty() : Stream.of(gamma, beta);
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    ofBatch = pass.trains() && !options.isFixed();
    int run = shape.width() * count;
    for (int channel = 0; channel < shape.channels(); channel++) {
      double centre = mean[channel];
      double spread = variance[channel];
      if (ofBatch) {
        long total = (long) shape.height() * run;
        centre = batchMean(values, channel, run, total);
        spread = batchVariance(values, channel, run, total, (float) centre);
        mean[channel] = moved(mean[channel], centre);
        variance[channel] = moved(variance[channel], spread);
      }
      scales[channel] = 1 / Math.sqrt(spread + options.epsilon());
      normalize(values, channel, run, (float) centre);
    }
    return outputs;
  }

  private double batchMean(float[] values, int channel, int run, long total) {
    double sum = 0;
    for (int row = 0; row < shape.height(); row++) {
      sum += Vectors.sum(values, start(row, channel, run), run);
    }
    return sum / total;
  }

  private double batchVariance(float[] values, int channel, int run, long total, float centre) {
    double sum = 0;
    for (int row = 0; row < shape.height(); row++) {
      sum += Vectors.sumOfSquares(values, start(row, channel, run), run, centre);
    }
    return sum / total;
  }

  private float moved(float running, double batch) {
    return (float) (options.decay() * running + (1 - options.decay()) * batch);
  }

  private int start(int row, int channel, int run) {
    return (row * shape.channels() + channel) * run;
  }

  private void normalize(float[] values, int channel, int run, float centre) {
    float scale = (float) scales[channel];
    float factor = gamma.values()[channel];
    float shift = beta.values()[channel];
    float least = rectifier == Rectifier.RELU ? 0f : Float.NEGATIVE_INFINITY;
    for (int row = 0; row < shape.height(); row++) {
      int start = start(row, channel, run);
      for (int i = start; i < start + run; i++) {
        normalized[i] = (values[i] - centre) * scale;
        outputs[i] = Math.max(least, normalized[i] * factor + shift);
      }
    }
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (rectifier == Rectifier.RELU) {
      Vectors.zeroWhereNotPositive(gradient, outputs, count * shape.size());
    }
    int run = shape.width() * count;
    for (int channel = 0; channel < shape.channels(); channel++) {
      double sum = 0;
      double product = 0;
      if (ofBatch || wanted.parameters()) {
        for (int row = 0; row < shape.height(); row++) {
          int start = start(row, channel, run);
          sum += Vectors.sum(gradient, start, run);
          product += Vectors.dot(gradient, start, normalized, start, run);
        }
        beta.gradient()[channel] = (float) sum;
        gamma.gradient()[channel] = (float) product;
      }
      if (wanted.input()) {
        double total = (double) shape.height() * run;
        inputGradient(gradient, channel, run, (float) (sum / total), (float) (product / total));
      }
    }
    return inputGradient;
  }

  /** By the means over a batch of its gradient and of that times the normalised values. */
  private void inputGradient(
      float[] gradient, int channel, int run, float meanGradient, float meanProduct) {
    float factor = (float) (gamma.values()[channel] * scales[channel]);
    for (int row = 0; row < shape.height(); row++) {
      int start = start(row, channel, run);
      if (ofBatch) {
        for (int i = start; i < start + run; i++) {
          inputGradient[i] = factor * (gradient[i] - meanGradient - normalized[i] * meanProduct);
        }
      } else {
        for (int i = start; i < start + run; i++) {
          inputGradient[i] = factor * gradient[i];
        }
      }
    }
  }

  @Override
  public void load(Map<String, INDArray> parameters) {
    Normalization theirs = Normalization.of(parameters, layer, options.epsilon());
    System.arraycopy(theirs.gamma(), 0, gamma.values(), 0, mean.length);
    System.arraycopy(theirs.beta(), 0, beta.values(), 0, mean.length);
    System.arraycopy(theirs.mean(), 0, mean, 0, mean.length);
    System.arraycopy(theirs.variance(), 0, variance, 0, mean.length);
  }

  @Override
  public void store(Map<String, INDArray> parameters) {
    Parameters.write(parameters, layer, Normalization.GAMMA, gamma.values());
    Parameters.write(parameters, layer, Normalization.BETA, beta.values());
    Parameters.write(parameters, layer, Normalization.MEAN, mean);
    Parameters.write(parameters, layer, Normalization.VARIANCE, variance);
  }
}
