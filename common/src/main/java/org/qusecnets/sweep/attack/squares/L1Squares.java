package org.qusecnets.sweep.attack.squares;

import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * In L1, as the reference implementation has it: lobes are steeper, and a perturbation that is too
 * long is left to the projection, which does not scale it.
 */
final class L1Squares extends LobedSquares {
  L1Squares(ImageShape shape, float epsilon) {
    super(shape, epsilon);
  }

  @Override
  double length(float[] change) {
    return Norm.L1.distance(new float[change.length], change, 0, change.length);
  }

  @Override
  double weight(int k) {
    return 1.0 / ((double) k * k * k * k);
  }

  @Override
  double spare(double length) {
    return Math.max(0, epsilon() - length);
  }

  @Override
  double together(double left, double own, double taken) {
    return left + (own + taken) * shape().channels();
  }

  @Override
  void write(float[] clean, float[] change, float[] images, int from) {
    for (int i = 0; i < change.length; i++) {
      images[from + i] = clean[from + i] + change[i];
    }
  }
}
