package org.qusecnets.sweep.dataset;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;

/**
 * Labelled images of one shape, one unsigned byte a pixel.
 *
 * <p>A position in an image counts channel by channel, row by row, from 0 to {@link
 * ImageShape#size()} - 1.
 */
public final class ImageSet implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ImageShape shape;
  private final int classes;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * Images with their labels as unsigned bytes. The pixels are not copied and must not be changed
   * afterwards.
   *
   * @see #ImageSet(ImageShape, int, byte[], int[])
   */
  public ImageSet(ImageShape shape, int classes, byte[] pixels, byte[] labels) {
    this(shape, classes, pixels, unsigned(labels));
  }

  /**
   * Images with their labels. The arrays are not copied and must not be changed afterwards.
   *
   * @param shape the shape of each image
   * @param classes number of classes, at least 1
   * @param pixels the images one after another, as many as there are labels
   * @param labels the class of each, 0 to {@code classes} - 1
   * @throws IllegalArgumentException if the lengths do not fit or a label is out of range
   */
  public ImageSet(ImageShape shape, int classes, byte[] pixels, int[] labels) {
    if (classes < 1) {
      throw new IllegalArgumentException("an image set has at least 1 class, was " + classes);
    }
    if (pixels.length != (long) labels.length * shape.size()) {
      throw new IllegalArgumentException(
          labels.length
              + " images of "
              + shape.size()
              + " values need "
              + (long) labels.length * shape.size()
              + " pixels, were "
              + pixels.length);
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "the label of image " + i + " must be 0 to " + (classes - 1) + ", was " + labels[i]);
      }
    }
    this.shape = shape;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  private static int[] unsigned(byte[] labels) {
    int[] numbers = new int[labels.length];
    Arrays.setAll(numbers, i -> Byte.toUnsignedInt(labels[i]));
    return numbers;
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** The shape of each image. */
  public ImageShape shape() {
    return shape;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** The class of an image, 0 to {@link #classes()} - 1. */
  public int label(int image) {
    return labels[image];
  }

  /** Number of images of each class. */
  public int[] counts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** A value of an image, 0 to 255. */
  public int pixel(int image, int position) {
    Objects.checkIndex(position, shape.size());
    return Byte.toUnsignedInt(pixels[image * shape.size() + position]);
  }

  /** A copy of an image, one unsigned byte a value. */
  public byte[] pixelBytes(int image) {
    Objects.checkIndex(image, size());
    int from = image * shape.size();
    return Arrays.copyOfRange(pixels, from, from + shape.size());
  }

  /**
   * Writes an image as floats in [0, 1]: each value divided by 255.
   *
   * @param image number of the image
   * @param target where to write {@link ImageShape#size()} floats
   * @param from index of the first
   */
  public void scale(int image, float[] target, int from) {
    int start = image * shape.size();
    for (int i = 0; i < shape.size(); i++) {
      target[from + i] = Byte.toUnsignedInt(pixels[start + i]) / 255f;
    }
  }

  /** A new set of the images with these numbers, in this order. */
  public ImageSet select(int[] images) {
    byte[] selectedPixels = new byte[Math.multiplyExact(images.length, shape.size())];
    int[] selectedLabels = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(
          pixels, images[i] * shape.size(), selectedPixels, i * shape.size(), shape.size());
      selectedLabels[i] = labels[images[i]];
    }
    return new ImageSet(shape, classes, selectedPixels, selectedLabels);
  }
}
