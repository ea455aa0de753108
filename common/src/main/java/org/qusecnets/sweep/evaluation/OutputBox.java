package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import org.qusecnets.sweep.attack.norm.GreyLevels;
import org.qusecnets.sweep.attack.norm.Norm;

/**
 * What each image of a batch can become behind a function that changes every value by itself and
 * never lets a larger one become smaller, as long as no pixel changes by more than epsilon nor
 * leaves [0, 1]: for each value all that lies between the outputs of its smallest and its largest
 * pixel.
 *
 * <p>Coordinates in the box are from 0, the smallest output, to 1, the largest. All is in float32
 * and through the function itself, so that the corners are what the network sees of the outermost
 * pixels.
 */
public final class OutputBox {
  /** An element-wise function of a batch of images. */
  @FunctionalInterface
  public interface Front {
    /** Its values, of the same shape. */
    float[] of(float[] images, int count);
  }

  private final Front front;
  private final int size;
  private final int count;
  private final float[] pixels;
  private final float[] leastPixels;
  private final float[] mostPixels;
  private final float[] outputs;
  private final float[] least;
  private final float[] most;
  private final float[] coordinates;

  /**
   * The boxes of a batch.
   *
   * @param pixels the clean images, [images, channels, height, width], in [0, 1]
   * @param size number of values of an image
   * @param epsilon the most that a pixel may change
   */
  public OutputBox(Front front, float[] pixels, int size, float epsilon) {
    this.front = front;
    this.size = size;
    this.pixels = pixels;
    count = pixels.length / size;
    leastPixels = new float[pixels.length];
    mostPixels = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      leastPixels[i] = Norm.clip(pixels[i], epsilon, 0);
      mostPixels[i] = Norm.clip(pixels[i], epsilon, 1);
    }
    outputs = front.of(pixels, count);
    least = front.of(leastPixels, count);
    most = front.of(mostPixels, count);
    coordinates = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      float share = (outputs[i] - least[i]) / width(i);
      coordinates[i] = width(i) > 0 ? Math.min(1, Math.max(0, share)) : 0;
    }
  }

  int size() {
    return size;
  }

  int count() {
    return count;
  }

  /** How wide the box is in one value, counted over all images; 0 where nothing can change. */
  float width(int value) {
    return most[value] - least[value];
  }

  /** The smallest outputs, [images, channels, height, width]. */
  float[] least() {
    return least;
  }

  /** The largest outputs, likewise. */
  float[] most() {
    return most;
  }

  /** The outputs of the clean images, likewise. */
  float[] clean() {
    return outputs;
  }

  /** The coordinates of a clean image, [channels, height, width]. */
  float[] coordinates(int image) {
    return Arrays.copyOfRange(coordinates, image * size, (image + 1) * size);
  }

  /**
   * The outputs at some points of an image's box, [points, channels, height, width].
   *
   * @param image number of the image
   * @param points their coordinates, likewise; what is not in [0, 1] is brought there
   */
  float[] outputs(int image, float[] points, int howMany) {
    float[] result = new float[howMany * size];
    for (int i = 0; i < result.length; i++) {
      int value = image * size + i % size;
      result[i] = output(value, points[i]);
    }
    return result;
  }

  private float output(int value, float coordinate) {
    // The clean image stays what it is; so does what is no number.
    if (coordinate == coordinates[value] || Float.isNaN(coordinate)) {
      return outputs[value];
    }
    if (coordinate >= 1) {
      return most[value];
    }
    float output = least[value] + Math.max(0, coordinate) * width(value);
    return Math.min(most[value], output);
  }

  /**
   * For each output the pixel nearest to the clean one that is at least as far on its side: within
   * epsilon and in [0, 1]. Where a grey level farther on gives the same output, it is taken, as
   * functions with steps have it: what lies just beyond a step would fall back when it is stored.
   *
   * @param wanted [images, channels, height, width], in the box
   */
  public float[] pixels(float[] wanted) {
    float[] found = nearestPixels(wanted);
    float[] stored = found.clone();
    for (int i = 0; i < found.length; i++) {
      if (wanted[i] > outputs[i]) {
        float level = GreyLevels.atLeast(found[i]);
        stored[i] = level <= mostPixels[i] ? level : found[i];
      } else if (wanted[i] < outputs[i]) {
        float level = GreyLevels.atMost(found[i]);
        stored[i] = level >= leastPixels[i] ? level : found[i];
      }
    }
    float[] ofFound = front.of(found, count);
    float[] ofStored = front.of(stored, count);
    for (int i = 0; i < found.length; i++) {
      found[i] = ofStored[i] == ofFound[i] ? stored[i] : found[i];
    }
    return found;
  }

  /** For each output the pixel nearest to the clean one that is at least as far on its side. */
  float[] nearestPixels(float[] wanted) {
    float[] from = new float[wanted.length];
    float[] to = new float[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      boolean above = wanted[i] > outputs[i];
      from[i] = above ? pixels[i] : leastPixels[i];
      to[i] = above ? mostPixels[i] : pixels[i];
    }
    Bracket bracket =
        bisect(
            from,
            to,
            (i, output) -> wanted[i] > outputs[i] ? output >= wanted[i] : output > wanted[i]);
    float[] found = new float[wanted.length];
    for (int i = 0; i < found.length; i++) {
      if (wanted[i] == outputs[i]) {
        found[i] = pixels[i];
      } else {
        found[i] = wanted[i] > outputs[i] ? bracket.above[i] : bracket.below[i];
      }
    }
    return found;
  }

  /** What becomes of other images of the batch, such as ends of a bracket. */
  public float[] through(float[] images) {
    return front.of(images, count);
  }

  /** Two neighbouring float32 numbers for each value, between which something begins to hold. */
  public record Bracket(float[] below, float[] above) {}

  /** Something that holds from some output on. */
  @FunctionalInterface
  public interface Condition {
    /** Whether it holds of a value's output. */
    boolean holds(int value, float output);
  }

  /**
   * Where outputs of pixels of the box begin to fulfil a condition; the last pixel if none does.
   */
  public Bracket bisect(Condition condition) {
    return bisect(leastPixels, mostPixels, condition);
  }

  /**
   * At most 30 halvings, since there are fewer than 2^30 float32 numbers in [0, 1], whose bits are
   * in the numbers' order.
   */
  private Bracket bisect(float[] from, float[] to, Condition condition) {
    float[] below = from.clone();
    float[] above = to.clone();
    float[] middle = new float[below.length];
    boolean open = true;
    while (open) {
      open = false;
      for (int i = 0; i < middle.length; i++) {
        int first = Float.floatToIntBits(below[i]);
        int last = Float.floatToIntBits(above[i]);
        open |= last - first > 1;
        middle[i] = Float.intBitsToFloat(first + (last - first) / 2);
      }
      if (open) {
        float[] reached = front.of(middle, count);
        for (int i = 0; i < middle.length; i++) {
          if (above[i] <= below[i]) {
            continue;
          }
          if (condition.holds(i, reached[i])) {
            above[i] = middle[i];
          } else {
            below[i] = middle[i];
          }
        }
      }
    }
    return new Bracket(below, above);
  }
}
