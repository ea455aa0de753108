package org.qusecnets.sweep.attack.norm;

import java.util.SplittableRandom;

/** What differs from norm to norm; {@link Norm} says what each of these does. */
interface Geometry {
  double distance(float[] clean, float[] adversarial, int from, int length);

  double dual(float[] gradient, int from, int length);

  void shorten(double radius, float[] change, int from, int length);

  void ascend(double step, float[] gradient, int from, int length, float[] images, int to);

  void project(float epsilon, float[] clean, float[] images, int from, int size);

  /** A value of a random vector: scaled to a length, such vectors lie anywhere on the sphere. */
  double draw(SplittableRandom random);
}
