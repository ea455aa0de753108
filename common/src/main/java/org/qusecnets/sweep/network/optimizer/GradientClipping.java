package org.qusecnets.sweep.network.optimizer;

import java.util.List;

/**
 * Gradients that are scaled down together where they are too long, so that their direction stays.
 *
 * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu, Mikolov, Bengio 2013, Algorithm 1</a>
 */
public final class GradientClipping {
  /** As in PyTorch's {@code clip_grad_norm_}, which divides by the norm and this. */
  private static final double EPSILON = 1e-6;

  private GradientClipping() {}

  /**
   * Scales all gradients by the same factor, so that they have at most this norm together; shorter
   * ones stay as they are.
   *
   * @param most the L2 norm of all of them as one vector, above 0
   */
  public static void clip(List<TrainableParameters> all, double most) {
    double squares = 0;
    for (TrainableParameters parameters : all) {
      for (float value : parameters.gradient()) {
        squares += (double) value * value;
      }
    }
    double factor = most / (Math.sqrt(squares) + EPSILON);
    if (factor < 1) {
      all.forEach(parameters -> scale(parameters.gradient(), (float) factor));
    }
  }

  private static void scale(float[] gradient, float factor) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] *= factor;
    }
  }
}
