package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageSet;

/** Labelled images as training takes them, copied batch by batch. */
interface TrainingImages {
  /** Number of images. */
  int size();

  /** Writes an image's values, [channels, height, width], from {@code offset} on. */
  void copy(int image, float[] to, int offset);

  /** The class of an image. */
  int label(int image);

  /** The images of a set, scaled to [0, 1]. */
  static TrainingImages of(ImageSet images) {
    return new TrainingImages() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public void copy(int image, float[] to, int offset) {
        images.scale(image, to, offset);
      }

      @Override
      public int label(int image) {
        return images.label(image);
      }
    };
  }
}
