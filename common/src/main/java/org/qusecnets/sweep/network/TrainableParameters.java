package org.qusecnets.sweep.network;

/**
 * Values that training changes, and the gradient of the loss with respect to them.
 *
 * @param values the values
 * @param gradient as long as the values
 */
record TrainableParameters(float[] values, float[] gradient) {
  TrainableParameters(int size) {
    this(new float[size], new float[size]);
  }

  /** Whether every value is a finite number. */
  boolean isFinite() {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
