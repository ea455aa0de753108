package org.qusecnets.sweep.attack.norm;

import java.util.Arrays;
import java.util.SplittableRandom;

/** {@link Norm#L0}. */
final class L0Geometry implements Geometry {
  @Override
  public double distance(float[] clean, float[] adversarial, int from, int length) {
    int changed = 0;
    for (int i = from; i < from + length; i++) {
      changed += adversarial[i] == clean[i] ? 0 : 1;
    }
    return (double) changed / length;
  }

  /** Any value may change as far as it can, so that no gradient bounds what that does. */
  @Override
  public double dual(float[] gradient, int from, int length) {
    throw new UnsupportedOperationException("L0 has no dual norm");
  }

  /** Keeps the largest changes, of equal ones the first. */
  @Override
  public void shorten(double radius, float[] change, int from, int length) {
    int kept = (int) Math.floor(radius * length + Norm.TOLERANCE);
    Integer[] order = new Integer[length];
    Arrays.setAll(order, i -> from + i);
    Arrays.sort(order, (a, b) -> Float.compare(Math.abs(change[b]), Math.abs(change[a])));
    for (int i = Math.max(0, kept); i < length; i++) {
      change[order[i]] = 0;
    }
  }

  /** One value could go as far as it can. */
  @Override
  public void ascend(double step, float[] gradient, int from, int length, float[] images, int to) {
    throw new UnsupportedOperationException("L0 has no steps of a length");
  }

  /** An image that changes too many values goes back to the clean one. */
  @Override
  public void project(float epsilon, float[] clean, float[] images, int from, int size) {
    Norm.clip(1, clean, images, from, size);
    if (!Norm.L0.within(epsilon, clean, images, from, size)) {
      System.arraycopy(clean, from, images, from, size);
    }
  }

  @Override
  public double draw(SplittableRandom random) {
    throw new UnsupportedOperationException("L0 has no vectors of a length");
  }
}
