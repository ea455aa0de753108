package org.qusecnets.sweep.evaluation;

import java.util.Optional;
import org.qusecnets.sweep.recipe.Logits;

/**
 * What a classifier says of one image.
 *
 * @param label the predicted class
 * @param confidence its softmax probability
 * @param detected whether the detector beside the classifier takes the image for adversarial; empty
 *     without a detector
 */
public record Prediction(int label, double confidence, Optional<Boolean> detected) {
  static Prediction of(float[] logits, int image, int classes, Optional<Boolean> detected) {
    int from = image * classes;
    int label = Logits.argmax(logits, from, classes);
    double confidence = Logits.probability(logits, from, classes, label);
    if (Double.isNaN(confidence)) {
      throw new ArithmeticException("the logits of image " + image + " of a batch are not finite");
    }
    return new Prediction(label, confidence, detected);
  }
}
