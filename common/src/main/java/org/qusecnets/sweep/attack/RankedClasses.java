package org.qusecnets.sweep.attack;

import java.util.Arrays;
import org.qusecnets.sweep.recipe.Classifier;

/** The classes but its label that an image is nearest to, by the logits of the clean image. */
final class RankedClasses {
  private RankedClasses() {}

  /**
   * The classes of the largest clean logits but the labels'.
   *
   * @param count how many of them; all others if there are not so many
   * @return [classes][images]
   */
  static int[][] of(Classifier classifier, AttackBatch batch, int count) {
    int classes = classifier.classes();
    float[] logits = classifier.logits(batch.pixels(), batch.count());
    int[][] chosen = new int[Math.min(count, classes - 1)][batch.count()];
    for (int i = 0; i < batch.count(); i++) {
      int label = batch.labels()[i];
      int[] others =
          Arrays.stream(DifferenceOfLogitsRatio.descending(logits, i * classes, classes))
              .filter(c -> c != label)
              .toArray();
      for (int t = 0; t < chosen.length; t++) {
        chosen[t][i] = others[t];
      }
    }
    return chosen;
  }
}
