package org.qusecnets.sweep.dataset.format;

import java.util.List;
import java.util.stream.IntStream;

/** Classes that have numbers from 0 on and no names. */
public final class ClassNumbers {
  /** A greater one is a mistake, and the names of as many classes would fill the memory. */
  private static final int GREATEST = 100_000;

  private ClassNumbers() {}

  /** The names of so many classes. */
  public static List<String> names(int classes) {
    return IntStream.range(0, classes).mapToObj(String::valueOf).toList();
  }

  /**
   * The number of an image's class.
   *
   * @param written what stands there
   * @param where what messages call the image
   * @throws DamagedPicture if it is below 0 or greater than there can be classes
   */
  public static int of(long written, String where) throws DamagedPicture {
    if (written < 0 || written > GREATEST) {
      throw new DamagedPicture(
          "gives " + where + " the label " + written + ", which is none", "number classes from 0");
    }
    return (int) written;
  }
}
