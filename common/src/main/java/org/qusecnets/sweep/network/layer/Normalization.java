package org.qusecnets.sweep.network.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters and frozen statistics of batch normalisation, [channels] each, under DL4J's names:
 * {@code y = gamma (x - mean) / sqrt(var + epsilon) + beta}.
 */
public record Normalization(
    float[] gamma, float[] beta, float[] mean, float[] variance, double epsilon) {
  /** Key of scales. */
  public static final String GAMMA = "gamma";

  /** Key of shifts. */
  public static final String BETA = "beta";

  /** Key of means. */
  public static final String MEAN = "mean";

  /** Key of variances. */
  public static final String VARIANCE = "var";

  /** That of a layer of a DL4J network. */
  public static Normalization of(Map<String, INDArray> parameters, String layer, double epsilon) {
    return new Normalization(
        Parameters.read(parameters, layer, GAMMA),
        Parameters.read(parameters, layer, BETA),
        Parameters.read(parameters, layer, MEAN),
        Parameters.read(parameters, layer, VARIANCE),
        epsilon);
  }

  /** What a channel is multiplied by. */
  public double factor(int channel) {
    return gamma[channel] / Math.sqrt(variance[channel] + epsilon);
  }

  /** What it makes of a value of a channel. */
  public double apply(int channel, double value) {
    return (value - mean[channel]) * factor(channel) + beta[channel];
  }
}
