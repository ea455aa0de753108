package org.qusecnets.sweep.network;

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
    for (int i = 0; i < units * count; i++) {
      float value = values[i];
      slopes[i] = value > 0 && value < limit ? 1 : 0;
      values[i] = Math.min(limit, Math.max(0f, value));
    }
  }

  @Override
  public void backward(float[] gradient, int count) {
    for (int i = 0; i < units * count; i++) {
      gradient[i] *= slopes[i];
    }
  }
}
