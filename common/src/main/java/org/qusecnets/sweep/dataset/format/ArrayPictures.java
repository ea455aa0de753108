package org.qusecnets.sweep.dataset.format;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageShape;

/** Images of one shape that lie in one array, with labels that are numbers. */
class ArrayPictures implements Pictures {
  private final String noun;
  private final ImageShape shape;
  private final byte[] values;
  private final int[] labels;
  private final List<String> classNames;
  private final List<String> faults;

  /**
   * Images.
   *
   * @param noun what messages call an image before its number
   * @param values [images, channels, height, width]
   * @param labels from 0 on; as many classes as the greatest says
   * @param faults of each image what is wrong with it, null if nothing is; empty if none has faults
   */
  ArrayPictures(String noun, ImageShape shape, byte[] values, int[] labels, List<String> faults)
      throws DamagedPicture {
    this.noun = noun;
    this.shape = shape;
    this.values = values;
    this.labels = labels;
    this.faults = faults;
    classNames = numbers(1 + Arrays.stream(labels).max().orElse(-1));
  }

  /** The names of so many classes that have numbers only. */
  static List<String> numbers(int classes) {
    return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  /**
   * How many bytes so many images have.
   *
   * @throws DamagedPicture if they are more than an array holds
   */
  static int bytes(int count, ImageShape shape) throws DamagedPicture {
    long bytes = (long) count * shape.size();
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new DamagedPicture("has " + bytes + " values; at most 2 GB are read");
    }
    return (int) bytes;
  }

  /**
   * The label of an image as a number.
   *
   * @throws DamagedPicture if it is below 0 or greater than there can be classes
   */
  static int label(long written, int image) throws DamagedPicture {
    if (written < 0 || written > MOST_CLASSES) {
      throw new DamagedPicture(
          "gives image " + image + " the label " + written + ", which is none");
    }
    return (int) written;
  }

  /** A greater label is a mistake, and the names of as many classes would fill the memory. */
  private static final int MOST_CLASSES = 100_000;

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public String where(int image) {
    return noun + " " + image;
  }

  @Override
  public int label(int image) {
    return labels[image];
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public Picture read(int image) throws DamagedPicture {
    if (!faults.isEmpty() && faults.get(image) != null) {
      throw new DamagedPicture(faults.get(image));
    }
    int from = image * shape.size();
    return new Picture(shape, Arrays.copyOfRange(values, from, from + shape.size()));
  }
}
