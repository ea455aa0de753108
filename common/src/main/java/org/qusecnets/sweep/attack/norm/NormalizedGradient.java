package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** Steps of a given L2 length along a gradient. */
public final class NormalizedGradient {
  private NormalizedGradient() {}

  /**
   * Adds a step along an image's gradient to its perturbation; along a random direction where the
   * gradient is zero or not finite, so that no plateau ends the search.
   *
   * @param gradient of a batch; the image's begins at {@code from}
   * @param change the perturbations of a batch, likewise
   * @param length number of values of an image
   * @param step length of the step in L2
   * @param random of the image, for this iteration
   */
  public static void add(
      float[] gradient,
      int from,
      float[] change,
      int length,
      double step,
      SplittableRandom random) {
    double norm = Norm.length(gradient, from, length);
    if (norm > 0 && Double.isFinite(norm)) {
      Norm.L2.ascend(step, gradient, from, length, change, from);
      return;
    }
    float[] direction = new float[length];
    for (int i = 0; i < length; i++) {
      direction[i] = (float) random.nextGaussian();
    }
    Norm.L2.ascend(step, direction, 0, length, change, from);
  }
}
