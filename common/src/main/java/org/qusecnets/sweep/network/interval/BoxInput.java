package org.qusecnets.sweep.network.interval;

/**
 * What stands in front of a network in training, which never makes a value smaller where pixels
 * become larger: a box of images becomes the box between what becomes of its two ends.
 */
public interface BoxInput {
  /**
   * What the network takes of images, [rows, channels, columns, images], valid until the next call.
   *
   * @param images [images, channels, rows, columns]
   */
  float[] forward(float[] images, int count);

  /** Whether parts of it are trained. */
  boolean isTrained();

  /**
   * Adds the gradients of what is trained, for the images of the last {@link #forward}, to those
   * that are there.
   *
   * @param gradient with respect to what the network takes; not needed afterwards
   */
  void addGradients(float[] gradient, int count);
}
