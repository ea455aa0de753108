package org.qusecnets.sweep.recipe;

import java.io.Serializable;
import org.qusecnets.sweep.options.Declared;

/** Where small boxes lie within the large box around an image that certified training is about. */
public interface BoxCentres extends Declared, Serializable {
  /** The width of the small boxes as a share of the large one's. */
  double share();

  /** Gradients with respect to an image that it takes of the network for each image. */
  int gradients();

  /**
   * The middles of the small boxes.
   *
   * @param network the network as it is now, of which as many images may be asked at once; it is
   *     not kept
   * @param images as many rows [channels, height, width] as there are labels, not to be changed
   * @param labels their classes
   * @param seeds of each image's random numbers, new ones in each epoch
   * @param radius how far a middle may be from its image's values
   */
  float[] find(Classifier network, float[] images, int[] labels, long[] seeds, double radius);
}
