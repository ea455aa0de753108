package org.qusecnets.sweep.network;

/** Changes one set of parameters along their gradient, once a batch. */
@FunctionalInterface
interface ParameterUpdater {
  /** One step. */
  void update();

  /** Plain gradient descent: the paper's Eq. 3. */
  static ParameterUpdater gradientDescent(Parameters parameters, double learningRate) {
    float rate = (float) learningRate;
    return () -> {
      for (int i = 0; i < parameters.values().length; i++) {
        parameters.values()[i] -= rate * parameters.gradient()[i];
      }
    };
  }
}
