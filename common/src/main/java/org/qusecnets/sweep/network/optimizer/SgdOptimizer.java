package org.qusecnets.sweep.network.optimizer;

/**
 * Stochastic gradient descent with momentum, for one set of parameters, in PyTorch's form: {@code
 * buffer = momentum buffer + gradient + decay values}, {@code values -= rate buffer}. A rate that
 * changes takes effect at once, also on what the buffer holds of earlier steps.
 *
 * @see <a href="https://proceedings.mlr.press/v28/sutskever13.html">Sutskever et al. 2013, Section
 *     2</a>
 */
public final class SgdOptimizer implements Optimizer {
  private final TrainableParameters parameters;
  private final double learningRate;
  private final float momentum;
  private final float weightDecay;
  private final float[] buffer;

  /**
   * Descent from a buffer of zeros.
   *
   * @param learningRate the size of a step, above 0
   * @param momentum share of the buffer that stays from one step to the next, from 0 to below 1;
   *     with 0 there is no buffer
   * @param weightDecay what the values are multiplied by before they are added to the gradient, at
   *     least 0
   */
  public SgdOptimizer(
      TrainableParameters parameters, double learningRate, double momentum, double weightDecay) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.momentum = (float) momentum;
    this.weightDecay = (float) weightDecay;
    buffer = new float[momentum == 0 ? 0 : parameters.values().length];
  }

  @Override
  public void update(double share) {
    float rate = (float) (learningRate * share);
    float[] values = parameters.values();
    float[] gradient = parameters.gradient();
    for (int i = 0; i < values.length; i++) {
      float direction = gradient[i];
      if (weightDecay != 0) {
        direction += weightDecay * values[i];
      }
      if (buffer.length > 0) {
        direction += momentum * buffer[i];
        buffer[i] = direction;
      }
      values[i] -= rate * direction;
    }
  }

  @Override
  public int stateSize() {
    return buffer.length;
  }

  @Override
  public void loadState(float[] state, int from, int steps) {
    System.arraycopy(state, from, buffer, 0, buffer.length);
  }

  @Override
  public void storeState(float[] state, int to) {
    System.arraycopy(buffer, 0, state, to, buffer.length);
  }
}
