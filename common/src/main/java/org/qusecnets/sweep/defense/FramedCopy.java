package org.qusecnets.sweep.defense;

import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Where a smaller copy of an image lies in a frame of the image's own size.
 *
 * @param height rows of the copy
 * @param width columns of the copy
 * @param top rows of the frame above it
 * @param left columns of the frame to its left
 */
record FramedCopy(int height, int width, int top, int left) {

  /**
   * Draws the copy's height uniformly, from the given share of the image's, rounded up, to one row
   * less than the image's; the width follows in proportion, rounded down. Then draws its place
   * uniformly from all there are.
   */
  static FramedCopy draw(ImageShape shape, double smallestShare, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int largest = Math.max(1, shape.height() - 1);
    int smallest = Math.min(largest, (int) Math.ceil(smallestShare * shape.height()));
    int height = random.nextInt(smallest, largest + 1);
    int width = Math.max(1, height * shape.width() / shape.height());
    return new FramedCopy(
        height,
        width,
        random.nextInt(shape.height() - height + 1),
        random.nextInt(shape.width() - width + 1));
  }
}
