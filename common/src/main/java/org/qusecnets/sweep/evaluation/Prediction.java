package org.qusecnets.sweep.evaluation;

import org.qusecnets.sweep.network.Logits;

/**
 * What a classifier says of one image.
 *
 * @param label the predicted class
 * @param confidence its softmax probability
 */
public record Prediction(int label, double confidence) {
  static Prediction of(float[] logits, int image, int classes) {
    int from = image * classes;
    int label = Logits.argmax(logits, from, classes);
    return new Prediction(label, Logits.probability(logits, from, classes, label));
  }
}
