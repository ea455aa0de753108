package org.qusecnets.sweep.defense;

import java.util.Random;
import org.qusecnets.sweep.dataset.ImageShape;

/** Random images and gradients. */
final class TestImages {
  private TestImages() {}

  /** A small shape, often not square. */
  static ImageShape shape(Random random) {
    return new ImageShape(1 + random.nextInt(3), 1 + random.nextInt(12), 1 + random.nextInt(12));
  }

  /** Values in [0, 1), one in four of them 0 or 1. */
  static float[] image(ImageShape shape, Random random) {
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.nextInt(4) == 0 ? random.nextInt(2) : random.nextFloat();
    }
    return image;
  }

  /** Values of both signs. */
  static float[] gradient(ImageShape shape, Random random) {
    float[] gradient = new float[shape.size()];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) random.nextGaussian();
    }
    return gradient;
  }

  /** The scalar product. */
  static double product(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += (double) left[i] * right[i];
    }
    return sum;
  }
}
