package org.qusecnets.sweep.evaluation;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** Two classes; the second wins where the weighted sum of values exceeds a limit. */
record WeightedSum(float[] weights, double limit) implements Classifier {
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
    float[] logits = new float[2 * count];
    for (int i = 0; i < count; i++) {
      double sum = -limit;
      for (int v = 0; v < weights.length; v++) {
        sum += weights[v] * images[i * weights.length + v];
      }
      logits[2 * i + 1] = (float) sum;
    }
    return logits;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    float[] logits = logits(images, count);
    float[] slopes = new float[2 * count];
    float[] gradient = new float[count * weights.length];
    for (int i = 0; i < count; i++) {
      function.differentiate(i, logits, 2 * i, slopes);
      for (int v = 0; v < weights.length; v++) {
        gradient[i * weights.length + v] = slopes[2 * i + 1] * weights[v];
      }
    }
    return new Gradient(logits, gradient);
  }
}
