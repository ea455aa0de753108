package org.qusecnets.sweep.network.optimizer;

/** Changes one set of parameters along their gradient, once a batch. */
public interface Optimizer {
  /**
   * One step.
   *
   * @param share what it is a share of the usual size of, from 0 to 1
   */
  void update(double share);

  /** One step of the usual size. */
  default void update() {
    update(1);
  }

  /** Number of values that it keeps from one step to the next, besides the number of steps. */
  int stateSize();

  /** Goes on where an optimizer of the same parameters was after so many steps. */
  void loadState(float[] state, int from, int steps);

  /** Writes {@link #stateSize} values, those of the optimizer now. */
  void storeState(float[] state, int to);

  /** Plain gradient descent: the paper's Eq. 3. */
  static Optimizer gradientDescent(TrainableParameters parameters, double learningRate) {
    return new SgdOptimizer(parameters, learningRate, 0, 0);
  }
}
