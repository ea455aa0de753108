package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** {@link Norm#L1}. */
final class L1Geometry implements Geometry {
  private final Ascent ascent = new SparseAscent(SparseAscent.USUAL_SHARE);

  @Override
  public double distance(float[] clean, float[] adversarial, int from, int length) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += Math.abs((double) adversarial[i] - clean[i]);
    }
    return sum;
  }

  @Override
  public double dual(float[] gradient, int from, int length) {
    double largest = 0;
    for (int i = from; i < from + length; i++) {
      largest = Math.max(largest, Math.abs((double) gradient[i]));
    }
    return largest;
  }

  @Override
  public void shorten(double radius, float[] change, int from, int length) {
    L1Projection.shorten(radius, change, from, length);
  }

  @Override
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    ascent.ascend(step, gradient, from, length, images, to);
  }

  @Override
  public void project(float epsilon, float[] clean, float[] images, int from, int size) {
    L1Projection.project(epsilon, clean, images, from, size);
  }

  @Override
  public double draw(SplittableRandom random) {
    double size = -Math.log(1 - random.nextDouble());
    return random.nextBoolean() ? size : -size;
  }
}
