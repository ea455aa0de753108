package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;

/**
 * What becomes of each image of a training batch before anything else: a mirror image with
 * probability 1/2, and a crop of its own size from the image with zeros around it. What the network
 * is to say stays that of the image itself, a teacher's probabilities included.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2016, Section 4.2</a>
 */
public record CleanAugmentation(
    @Option(
            says = "How every other training image, by chance, is mirrored.",
            otherwise = "none",
            leftOut = "none")
        Flip flip,
    @Option(
            says =
                "Pixels that training images are shifted by at most, by chance, along each side.",
            otherwise = "0",
            from = 0,
            to = 100,
            leftOut = "0")
        int shift)
    implements Serializable {
  /** Mirror images. */
  public enum Flip {
    /** None. */
    NONE,
    /** Left and right change places. */
    HORIZONTAL
  }

  /** Checks the shift. */
  public CleanAugmentation {
    Ranges.check(CleanAugmentation.class, flip, shift);
  }

  /** Images as they are. */
  static CleanAugmentation none() {
    return new CleanAugmentation(Flip.NONE, 0);
  }

  /**
   * Changes an image, or leaves it as it is.
   *
   * @param images where it is, [channels, height, width]
   * @param from where it begins
   * @param shape its shape
   * @param seed of its random numbers
   */
  public void change(float[] images, int from, ImageShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean mirrored = flip == Flip.HORIZONTAL && random.nextBoolean();
    int down = random.nextInt(2 * shift + 1) - shift;
    int right = random.nextInt(2 * shift + 1) - shift;
    if (!mirrored && down == 0 && right == 0) {
      return;
    }
    int width = shape.width();
    float[] original = Arrays.copyOfRange(images, from, from + shape.size());
    for (int i = 0; i < original.length; i++) {
      int y = i / width % shape.height() + down;
      int x = i % width + right;
      boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < width;
      int row = i - i % width + down * width;
      images[from + i] = inside ? original[row + (mirrored ? width - 1 - x : x)] : 0;
    }
  }
}
