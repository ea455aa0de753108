package org.qusecnets.sweep.evaluation;

import java.util.List;
import java.util.Optional;
import org.qusecnets.sweep.recipe.Logits;

/**
 * What a classifier says of one image: one that draws random numbers by the majority of its draws.
 *
 * @param label the predicted class; of several with as many votes the first
 * @param confidence its softmax probability, the mean of the draws
 * @param detected whether the detector beside the classifier takes the image for adversarial; empty
 *     without a detector
 */
public record Prediction(int label, double confidence, Optional<Boolean> detected) {
  /**
   * The prediction for one image of a batch.
   *
   * @param draws the logits of each draw, [images, classes]
   * @throws ArithmeticException if they are not finite
   */
  public static Prediction of(
      List<float[]> draws, int image, int classes, Optional<Boolean> detected) {
    int from = image * classes;
    int label = Logits.majority(draws, image, classes);
    double confidence = 0;
    for (float[] logits : draws) {
      confidence += Logits.probability(logits, from, classes, label) / draws.size();
    }
    if (Double.isNaN(confidence)) {
      throw new ArithmeticException("the logits of image " + image + " of a batch are not finite");
    }
    return new Prediction(label, confidence, detected);
  }
}
