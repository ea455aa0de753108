package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** {@link Norm#LINF}. */
final class LinfGeometry implements Geometry {
  @Override
  public double distance(float[] clean, float[] adversarial, int from, int length) {
    double largest = 0;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Math.abs((double) adversarial[i] - clean[i]));
    }
    return largest;
  }

  @Override
  public double dual(float[] gradient, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += Math.abs((double) gradient[i]);
    }
    return sum;
  }

  @Override
  public void shorten(double radius, float[] change, int from, int length) {
    float most = Norm.atMost(radius);
    for (int i = from; i < from + length; i++) {
      change[i] = Math.max(-most, Math.min(most, change[i]));
    }
  }

  @Override
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    float size = (float) step;
    for (int i = 0; i < length; i++) {
      images[to + i] += size * Gradients.sign(gradient[from + i]);
    }
  }

  /** Every value is clipped, so that no distance exceeds epsilon, not even by rounding. */
  @Override
  public void project(float epsilon, float[] clean, float[] images, int from, int size) {
    Norm.clip(epsilon, clean, images, from, size);
  }

  @Override
  public double draw(SplittableRandom random) {
    return 2 * random.nextDouble() - 1;
  }
}
