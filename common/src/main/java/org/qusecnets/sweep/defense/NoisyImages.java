package org.qusecnets.sweep.defense;

import java.util.SplittableRandom;
import org.qusecnets.sweep.recipe.Classifier;

/** An augmentation that changes every value of an image by itself and asks no network. */
interface NoisyImages extends AugmentationDefense {
  /**
   * What becomes of a value.
   *
   * @param random the image's own
   */
  float noisy(float value, SplittableRandom random);

  @Override
  default int gradients() {
    return 0;
  }

  @Override
  default float[] augment(Classifier network, float[] images, int[] labels, long[] seeds) {
    float[] noisy = new float[images.length];
    int size = network.shape().size();
    for (int row = 0; row < labels.length; row++) {
      SplittableRandom random = new SplittableRandom(seeds[row]);
      for (int i = row * size; i < (row + 1) * size; i++) {
        noisy[i] = noisy(images[i], random);
      }
    }
    return noisy;
  }
}
