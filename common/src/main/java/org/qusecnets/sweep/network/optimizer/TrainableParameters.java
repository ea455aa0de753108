package org.qusecnets.sweep.network.optimizer;

/**
 * Values that training changes, and the gradient of the loss with respect to them.
 *
 * @param values the values
 * @param gradient as long as the values
 */
public record TrainableParameters(float[] values, float[] gradient) {
  /** So many zeros. */
  public TrainableParameters(int size) {
    this(new float[size], new float[size]);
  }

  /** Whether every value is a finite number. */
  public boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
