package org.qusecnets.sweep.defense;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * Two classes, the first one's logit {@code w x}, the other's 0; it notes of how many images it is
 * asked for what.
 */
final class LinearNetwork implements Classifier {
  final List<Integer> gradients = new ArrayList<>();
  final List<Integer> inferences = new ArrayList<>();
  private final float[] weights;

  LinearNetwork(float... weights) {
    this.weights = weights;
  }

  @Override
  public ImageShape shape() {
    return new ImageShape(1, 1, weights.length);
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public float[] logits(float[] images, int count) {
    inferences.add(count);
    return logitsOf(images, count);
  }

  private float[] logitsOf(float[] images, int count) {
    float[] logits = new float[2 * count];
    for (int i = 0; i < count * weights.length; i++) {
      logits[2 * (i / weights.length)] += weights[i % weights.length] * images[i];
    }
    return logits;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    gradients.add(count);
    float[] logits = logitsOf(images, count);
    float[] ofLogits = new float[logits.length];
    float[] ofImages = new float[count * weights.length];
    for (int image = 0; image < count; image++) {
      function.differentiate(image, logits, 2 * image, ofLogits);
    }
    for (int i = 0; i < ofImages.length; i++) {
      ofImages[i] = ofLogits[2 * (i / weights.length)] * weights[i % weights.length];
    }
    return new Gradient(logits, ofImages);
  }
}
