package org.qusecnets.sweep.attack.squares;

import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageShape;

/** In L-infinity: vertical stripes at first, then squares of one sign for each channel. */
final class ConstantSquares extends Squares {
  ConstantSquares(ImageShape shape, float epsilon) {
    super(shape, epsilon);
  }

  @Override
  public int side(double share) {
    return Math.min(sideOf(share, 1), largestSide());
  }

  @Override
  public void begin(float[] clean, float[] images, int from, SplittableRandom random) {
    int width = shape().width();
    for (int c = 0; c < shape().channels(); c++) {
      int channel = c * shape().height() * width;
      for (int x = 0; x < width; x++) {
        float change = sign(random) * epsilon();
        for (int y = 0; y < shape().height(); y++) {
          int value = channel + y * width + x;
          images[from + value] = clean[from + value] + change;
        }
      }
    }
  }

  /** By twice epsilon, so that it meets the other side of the ball. */
  @Override
  public void change(float[] clean, float[] images, int from, int side, SplittableRandom random) {
    int top = random.nextInt(shape().height() - side + 1);
    int left = random.nextInt(shape().width() - side + 1);
    for (int c = 0; c < shape().channels(); c++) {
      float change = 2 * sign(random) * epsilon();
      for (int y = top; y < top + side; y++) {
        int row = from + (c * shape().height() + y) * shape().width();
        for (int x = left; x < left + side; x++) {
          images[row + x] += change;
        }
      }
    }
  }
}
