package org.qusecnets.sweep.defense;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Median smoothing: each value becomes the median of a square window of its channel, as in {@code
 * scipy.ndimage.median_filter} with {@code mode='reflect'}.
 *
 * <p>The window of row i covers the rows from {@code i - size / 2} on, so that one of even size
 * reaches further up and left than down and right. Of the {@code size * size} values in ascending
 * order it takes the one at index {@code size * size / 2}, the greater of the two in the middle
 * where their number is even. Beyond its border the image is mirrored, the outermost pixel
 * repeated.
 *
 * <p>The gradient is exact: it goes to the pixel that was selected; of equal ones, to the first of
 * the window row by row.
 *
 * @see <a href="https://arxiv.org/abs/1704.01155">Xu, Evans, Qi 2018, Section III</a> and the
 *     authors' EvadeML-Zoo
 */
record MedianFilter(
    @Option(says = "Rows and columns of the window.", otherwise = "2", from = 2, to = 7) int size,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements InputDefense {
  static final String TYPE = "median-filter";

  MedianFilter {
    Ranges.check(MedianFilter.class, size, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean isMonotone() {
    return true;
  }

  @Override
  public String gradient() {
    return "exact";
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    int[] selected = selected(image, shape);
    float[] filtered = new float[image.length];
    for (int i = 0; i < filtered.length; i++) {
      filtered[i] = image[selected[i]];
    }
    return filtered;
  }

  @Override
  public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
    int[] selected = selected(image, shape);
    float[] imageGradient = new float[image.length];
    for (int i = 0; i < gradient.length; i++) {
      imageGradient[selected[i]] += gradient[i];
    }
    return imageGradient;
  }

  /** For each value of the result, where in the image it comes from. */
  private int[] selected(float[] image, ImageShape shape) {
    int height = shape.height();
    int width = shape.width();
    int[] rows = reflected(height);
    int[] columns = reflected(width);
    float[] window = new float[size * size];
    float[] sorted = new float[window.length];
    int[] selected = new int[image.length];
    for (int i = 0; i < image.length; i++) {
      int column = i % width;
      int row = i / width % height;
      int plane = i - row * width - column;
      for (int w = 0; w < window.length; w++) {
        window[w] = image[plane + rows[row + w / size] * width + columns[column + w % size]];
      }
      int place = median(window, sorted);
      selected[i] = plane + rows[row + place / size] * width + columns[column + place % size];
    }
    return selected;
  }

  /** The rows or columns that windows cover, from the first of the first window on. */
  private int[] reflected(int length) {
    int[] places = new int[length + size - 1];
    for (int i = 0; i < places.length; i++) {
      int place = Math.floorMod(i - size / 2, 2 * length);
      places[i] = Math.min(place, 2 * length - 1 - place);
    }
    return places;
  }

  /** The first place of the median; {@code sorted} is room to sort in. */
  private static int median(float[] window, float[] sorted) {
    System.arraycopy(window, 0, sorted, 0, window.length);
    Arrays.sort(sorted);
    float median = sorted[sorted.length / 2];
    int place = 0;
    while (Float.compare(window[place], median) != 0) {
      place++;
    }
    return place;
  }
}
