package org.qusecnets.sweep.table;

import org.qusecnets.sweep.dataset.DatasetDescription;

/**
 * What the images of a dataset are.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height rows of pixels
 * @param width pixels a row
 * @param classNames what the classes are called, in the order of their numbers
 */
public record ImageColumns(
    @Column(
            name = "image_channels",
            value = "number of channels of its images: 1 for grey, 3 for red, green, blue")
        int channels,
    @Column(name = "image_height", value = "rows of pixels of each image") int height,
    @Column(name = "image_width", value = "pixels a row of each image") int width,
    @Column(
            "what its classes are called, in the order of their numbers; those of digits are the numbers")
        String[] classNames) {
  /** What the images of a dataset are. */
  public static ImageColumns of(DatasetDescription dataset) {
    return new ImageColumns(
        dataset.shape().channels(),
        dataset.shape().height(),
        dataset.shape().width(),
        dataset.classNames().toArray(String[]::new));
  }

  /** Number of pixels of an image, each of which has a value in every channel. */
  public int pixels() {
    return height * width;
  }

  /** What a class is called; its number where the dataset has no class of this number. */
  public String className(int number) {
    return number >= 0 && number < classNames.length
        ? classNames[number]
        : Integer.toString(number);
  }
}
