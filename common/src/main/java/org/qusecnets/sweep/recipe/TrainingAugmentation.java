package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declared;

/** What training does to the images of each batch before the network learns from them. */
public interface TrainingAugmentation extends Declared, Serializable {
  /** What becomes of the images themselves. */
  enum Original {
    /** The network learns from them as well: batches double. */
    KEPT,
    /** The network learns from the changed ones only. */
    REPLACED
  }

  /** Its name, such as {@code gaussian-noise}. */
  String type();

  /** What becomes of the images themselves. */
  Original original();

  /** Gradients with respect to an image that it takes of the network for each image. */
  int gradients();

  /**
   * The changed images.
   *
   * @param network the network as it is now, of which as many images may be asked at once; it is
   *     not kept
   * @param images as many rows [channels, height, width] as there are labels, not to be changed
   * @param labels their classes
   * @param seeds of each image's random numbers, new ones in each epoch
   */
  float[] augment(Classifier network, float[] images, int[] labels, long[] seeds);
}
