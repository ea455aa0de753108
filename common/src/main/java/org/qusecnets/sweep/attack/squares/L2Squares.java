package org.qusecnets.sweep.attack.squares;

import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

/** In L2: the perturbation is scaled to epsilon. */
final class L2Squares extends LobedSquares {
  L2Squares(ImageShape shape, float epsilon) {
    super(shape, epsilon);
  }

  @Override
  double length(float[] change) {
    return Norm.length(change, 0, change.length);
  }

  @Override
  double weight(int k) {
    return 1.0 / ((double) k * k);
  }

  @Override
  double spare(double length) {
    return Math.max(0, (double) epsilon() * epsilon() - length * length);
  }

  @Override
  double together(double left, double own, double taken) {
    return Math.sqrt(left / shape().channels() + own * own + taken * taken);
  }

  @Override
  void write(float[] clean, float[] change, float[] images, int from) {
    double scale = epsilon() / (TINY + length(change));
    for (int i = 0; i < change.length; i++) {
      images[from + i] = clean[from + i] + (float) (change[i] * scale);
    }
  }
}
