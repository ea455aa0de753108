package org.qusecnets.sweep.network.optimizer;

/**
 * Adam with the usual decay rates, for one set of parameters.
 *
 * <p>As in TensorFlow and DL4J, {@code epsilon} is added to the root of the uncorrected second
 * moment ("epsilon hat").
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam, end of Section 2</a>
 */
public final class AdamOptimizer implements Optimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final TrainableParameters parameters;
  private final double learningRate;
  private final float[] first;
  private final float[] second;
  private int steps;

  /**
   * Adam with its usual decay rates.
   *
   * @param learningRate the size of a step, above 0
   */
  public AdamOptimizer(TrainableParameters parameters, double learningRate) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    first = new float[parameters.values().length];
    second = new float[parameters.values().length];
  }

  @Override
  public void update(double share) {
    steps++;
    float rate =
        (float)
            (share
                * learningRate
                * Math.sqrt(1 - Math.pow(BETA2, steps))
                / (1 - Math.pow(BETA1, steps)));
    float[] values = parameters.values();
    float[] gradient = parameters.gradient();
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      float m = BETA1 * first[i] + (1 - BETA1) * g;
      float v = BETA2 * second[i] + (1 - BETA2) * g * g;
      first[i] = m;
      second[i] = v;
      values[i] -= rate * m / ((float) Math.sqrt(v) + EPSILON);
    }
  }

  @Override
  public int stateSize() {
    return first.length + second.length;
  }

  @Override
  public void loadState(float[] state, int from, int stepsBefore) {
    System.arraycopy(state, from, first, 0, first.length);
    System.arraycopy(state, from + first.length, second, 0, second.length);
    steps = stepsBefore;
  }

  @Override
  public void storeState(float[] state, int to) {
    System.arraycopy(first, 0, state, to, first.length);
    System.arraycopy(second, 0, state, to + first.length, second.length);
  }
}
