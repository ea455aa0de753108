package org.qusecnets.sweep.network;

import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * {@link ActivationOptions.Bounded} in a {@link NetworkEngine}; at its two kinks the slope is 0. On
 * the straight-through path the plain rectifier's slope stands in at the limit and above.
 */
final class BoundedStage implements ActivationStage {
  private final float limit;
  private final int units;
  private final float[] places;

  /**
   * A stage.
   *
   * @param units number of values of an image
   * @param capacity the most images of a batch
   */
  BoundedStage(double limit, int units, int capacity) {
    this.limit = (float) limit;
    this.units = units;
    places = new float[units * capacity];
  }

  @Override
  public float limit() {
    return limit;
  }

  @Override
  public void forward(float[] values, int count) {
    Vectors.bound(values, places, units * count, limit);
  }

  @Override
  public void backward(float[] gradient, int count, GradientPath path) {
    int end = units * count;
    if (path.passes()) {
      for (int i = 0; i < end; i++) {
        gradient[i] *= Math.abs(places[i]);
      }
    } else {
      for (int i = 0; i < end; i++) {
        gradient[i] *= Math.max(0f, places[i]);
      }
    }
  }
}
