package org.qusecnets.sweep.network.optimizer;

/**
 * Makes parameters smaller before each step of another optimizer, which does not see the decay in
 * its gradient: with Adam that is AdamW. As in PyTorch, {@code values -= rate decay values}.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter 2019, Algorithm 2</a>
 */
public final class DecoupledWeightDecay implements Optimizer {
  private final Optimizer optimizer;
  private final TrainableParameters parameters;
  private final double decay;

  /**
   * Decay before the steps of an optimizer.
   *
   * @param optimizer of the same parameters
   * @param learningRate the optimizer's, above 0
   * @param weightDecay share of the values that a step takes away for each 1 of its rate, at least
   *     0
   */
  public DecoupledWeightDecay(
      Optimizer optimizer,
      TrainableParameters parameters,
      double learningRate,
      double weightDecay) {
    this.optimizer = optimizer;
    this.parameters = parameters;
    decay = learningRate * weightDecay;
  }

  @Override
  public void update(double share) {
    float taken = (float) (share * decay);
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] -= taken * values[i];
    }
    optimizer.update(share);
  }

  @Override
  public int stateSize() {
    return optimizer.stateSize();
  }

  @Override
  public void loadState(float[] state, int from, int steps) {
    optimizer.loadState(state, from, steps);
  }

  @Override
  public void storeState(float[] state, int to) {
    optimizer.storeState(state, to);
  }
}
