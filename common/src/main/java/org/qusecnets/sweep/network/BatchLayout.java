package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageShape;

/**
 * The two orders of a batch: rows of images [channels, height, width], and the engine's [height,
 * channels, width, images], where a value of all images lies side by side.
 */
final class BatchLayout {
  /** Where each value of an image lies in [height, channels, width]. */
  private final int[] places;

  BatchLayout(ImageShape shape) {
    places = new int[shape.size()];
    int next = 0;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.height(); row++) {
        for (int column = 0; column < shape.width(); column++) {
          places[next++] = (row * shape.channels() + channel) * shape.width() + column;
        }
      }
    }
  }

  /** Number of values of an image. */
  int size() {
    return places.length;
  }

  /** From rows to the engine's order. */
  void gather(float[] rows, float[] values, int count) {
    for (int value = 0; value < places.length; value++) {
      int place = places[value] * count;
      for (int image = 0; image < count; image++) {
        values[place + image] = rows[image * places.length + value];
      }
    }
  }

  /** From the engine's order to rows. */
  void scatter(float[] values, float[] rows, int count) {
    for (int value = 0; value < places.length; value++) {
      int place = places[value] * count;
      for (int image = 0; image < count; image++) {
        rows[image * places.length + value] = values[place + image];
      }
    }
  }
}
