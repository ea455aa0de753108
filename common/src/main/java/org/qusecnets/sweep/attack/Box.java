package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.attack.norm.Norm;

/** The range [0, 1] of pixels, as attacks that move perturbations see it. */
final class Box {
  private Box() {}

  /**
   * Writes an image with its perturbation, clipped to [0, 1], and shortens the perturbation to what
   * is left of it.
   *
   * @param change the perturbations of the batch
   * @param images the images of the batch
   */
  static void apply(AttackBatch batch, int image, float[] change, float[] images) {
    int size = batch.size();
    for (int i = image * size; i < (image + 1) * size; i++) {
      float clean = batch.pixels()[i];
      images[i] = Math.min(1f, Math.max(0f, clean + change[i]));
      change[i] = images[i] - clean;
    }
  }

  /** The distance of the farthest corner from an image. */
  static double farthest(AttackBatch batch, int image, Norm norm) {
    int size = batch.size();
    float[] clean = new float[size];
    float[] corner = new float[size];
    for (int i = 0; i < size; i++) {
      clean[i] = batch.pixels()[image * size + i];
      corner[i] = clean[i] < 0.5f ? 1 : 0;
    }
    return norm.distance(clean, corner, 0, size);
  }
}
