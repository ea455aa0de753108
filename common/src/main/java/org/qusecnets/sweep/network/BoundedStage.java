package org.qusecnets.sweep.network;

import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.ActivationOptions;

/**
 * {@link ActivationOptions.Bounded} in a {@link NetworkEngine}; at its two kinks the slope is 0.
 */
final class BoundedStage implements ActivationStage {
  private final float limit;
  private final int units;
  private final float[] slopes;

  /**
   * A stage.
   *
   * @param units number of values of an image
   * @param capacity the most images of a batch
   */
  BoundedStage(double limit, int units, int capacity) {
    this.limit = (float) limit;
    this.units = units;
    slopes = new float[units * capacity];
  }

  @Override
  public void forward(float[] values, int count) {
    Vectors.bound(values, slopes, units * count, limit);
  }

  @Override
  public void backward(float[] gradient, int count) {
    Vectors.multiply(gradient, slopes, units * count);
  }
}
