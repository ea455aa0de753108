package org.qusecnets.sweep.network.pretrained.folding;

import java.util.Arrays;

/**
 * The weights of a fully connected layer.
 *
 * @param weights [values, units], the values in the order [channels, rows, columns]
 * @param biases one of each unit
 */
public record Matrix(float[] weights, float[] biases) {
  /**
   * One that leaves values as they are but for their order.
   *
   * @param positions where each is in the order [channels, rows, columns]
   */
  public static Matrix identity(int... positions) {
    int units = positions.length;
    float[] weights = new float[units * units];
    for (int unit = 0; unit < units; unit++) {
      weights[positions[unit] * units + unit] = 1;
    }
    return new Matrix(weights, new float[units]);
  }

  /** Whether a bias is not 0. */
  public boolean hasBiases() {
    return !Arrays.equals(biases, new float[units()]);
  }

  /** Number of outputs. */
  public int units() {
    return biases.length;
  }

  /** Each output scaled and shifted. */
  public Matrix then(Affine affine) {
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (weights[i] * affine.scale(i % units()));
    }
    return new Matrix(scaled, affine.of(biases));
  }

  /** Each value scaled and shifted before. */
  public Matrix after(Affine affine) {
    double[] sums = new double[units()];
    float[] scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++) {
      int value = i / units();
      scaled[i] = (float) (weights[i] * affine.scale(value));
      sums[i % units()] += weights[i] * affine.shift(value);
    }
    float[] shifted = new float[units()];
    for (int unit = 0; unit < shifted.length; unit++) {
      shifted[unit] = (float) (biases[unit] + sums[unit]);
    }
    return new Matrix(scaled, shifted);
  }
}
