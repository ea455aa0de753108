package org.qusecnets.sweep.network;

import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.Logits;

/**
 * The probabilities that a teacher gives to the classes of each training image.
 *
 * @param probabilities one row of {@code classes} an image, which add up to 1
 * @param classes number of classes
 */
record SoftLabels(float[] probabilities, int classes) {
  /** Images that the teacher is asked about together. */
  private static final int CHUNK = 500;

  /** What a teacher makes of the images at a temperature: the softmax of {@code logits / T}. */
  static SoftLabels of(Classifier teacher, TrainingImages images, double temperature) {
    int size = teacher.shape().size();
    int classes = teacher.classes();
    float[] probabilities = new float[Math.multiplyExact(images.size(), classes)];
    float[] chunk = new float[CHUNK * size];
    for (int from = 0; from < images.size(); from += CHUNK) {
      int count = Math.min(CHUNK, images.size() - from);
      for (int i = 0; i < count; i++) {
        images.copy(from + i, chunk, i * size);
      }
      float[] logits = teacher.logits(chunk, count);
      for (int row = 0; row < count * classes; row += classes) {
        double logSum = Logits.logSumExp(logits, row, classes, temperature);
        for (int c = row; c < row + classes; c++) {
          probabilities[from * classes + c] = (float) Math.exp(logits[c] / temperature - logSum);
        }
      }
    }
    return new SoftLabels(probabilities, classes);
  }

  /** Writes an image's probabilities from {@code offset} on. */
  void copy(int image, float[] to, int offset) {
    System.arraycopy(probabilities, image * classes, to, offset, classes);
  }
}
