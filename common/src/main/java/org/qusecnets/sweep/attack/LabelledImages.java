package org.qusecnets.sweep.attack;

/**
 * A batch of clean images with their true labels.
 *
 * @param pixels {@code labels.length} rows of floats in [0, 1]
 * @param labels the class of each
 */
public record LabelledImages(float[] pixels, int[] labels) {
  /** Number of images. */
  public int count() {
    return labels.length;
  }
}
