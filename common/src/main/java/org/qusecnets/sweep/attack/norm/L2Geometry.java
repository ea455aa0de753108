package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** {@link Norm#L2}. */
final class L2Geometry implements Geometry {
  @Override
  public double distance(float[] clean, float[] adversarial, int from, int length) {
    double square = 0;
    for (int i = from; i < from + length; i++) {
      double change = (double) adversarial[i] - clean[i];
      square += change * change;
    }
    return Math.sqrt(square);
  }

  @Override
  public double dual(float[] gradient, int from, int length) {
    return Norm.length(gradient, from, length);
  }

  @Override
  public void shorten(double radius, float[] change, int from, int length) {
    double found = Norm.length(change, from, length);
    for (int i = from; i < from + length && found > radius; i++) {
      change[i] = (float) (change[i] * (radius / found));
    }
  }

  @Override
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    double norm = Norm.length(gradient, from, length);
    for (int i = 0; i < length && norm > 0 && Double.isFinite(norm); i++) {
      images[to + i] += (float) (step * (gradient[from + i] / norm));
    }
  }

  @Override
  public void project(float epsilon, float[] clean, float[] images, int from, int size) {
    Norm.clip(1, clean, images, from, size);
    if (Norm.L2.within(epsilon, clean, images, from, size)) {
      return;
    }
    float share = (float) (epsilon / distance(clean, images, from, size));
    for (int i = from; i < from + size; i++) {
      images[i] = clean[i] + share * (images[i] - clean[i]);
    }
  }

  @Override
  public double draw(SplittableRandom random) {
    return random.nextGaussian();
  }
}
