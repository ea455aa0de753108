package org.qusecnets.sweep.dataset.format;

import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;

/** Images of one shape that lie in one array, with labels that are numbers. */
class ArrayPictures implements Pictures {
  private final String noun;
  private final ImageShape shape;
  private final byte[] values;
  private final int[] labels;
  private final List<String> classNames;
  private final List<DamagedPicture> faults;

  /**
   * Images.
   *
   * @param noun what messages call an image before its number
   * @param values [images, channels, height, width]
   * @param labels from 0 on; as many classes as the greatest says
   * @param faults of each image what is wrong with it, null if nothing is; empty if none has faults
   */
  ArrayPictures(
      String noun, ImageShape shape, byte[] values, int[] labels, List<DamagedPicture> faults)
      throws DamagedPicture {
    this.noun = noun;
    this.shape = shape;
    this.values = values;
    this.labels = labels;
    this.faults = faults;
    classNames = ClassNumbers.names(1 + Arrays.stream(labels).max().orElse(-1));
  }

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
      throw faults.get(image);
    }
    int from = image * shape.size();
    return new Picture(shape, Arrays.copyOfRange(values, from, from + shape.size()));
  }
}
