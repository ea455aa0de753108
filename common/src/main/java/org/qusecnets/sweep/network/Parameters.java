package org.qusecnets.sweep.network;

/**
 * Values that training changes, and the gradient of the cost with respect to them.
 *
 * @param values the values
 * @param gradient as long as the values
 */
record Parameters(float[] values, float[] gradient) {
  Parameters(int size) {
    this(new float[size], new float[size]);
  }
}
