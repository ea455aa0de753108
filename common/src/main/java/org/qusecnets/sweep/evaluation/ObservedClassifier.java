package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Classifier;

/**
 * A classifier that counts what an attack asks of it, and remembers its first gradient at the clean
 * images: what tells masked gradients from honest ones.
 */
final class ObservedClassifier implements Classifier {
  private final Classifier classifier;
  private final float[] clean;
  private float[] startingGradient;
  private long inferences;
  private long gradients;

  ObservedClassifier(Classifier classifier, float[] clean) {
    this.classifier = classifier;
    this.clean = clean;
  }

  /** The first gradient at the clean images, if there was one. */
  Optional<float[]> startingGradient() {
    return Optional.ofNullable(startingGradient);
  }

  /** Number of images whose logits alone were computed. */
  long inferences() {
    return inferences;
  }

  /** Number of images whose gradient was computed. */
  long gradients() {
    return gradients;
  }

  @Override
  public ImageShape shape() {
    return classifier.shape();
  }

  @Override
  public int classes() {
    return classifier.classes();
  }

  @Override
  public float[] logits(float[] images, int count) {
    inferences += count;
    return classifier.logits(images, count);
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    gradients += count;
    boolean first =
        startingGradient == null
            && count * shape().size() == clean.length
            && Arrays.equals(images, 0, clean.length, clean, 0, clean.length);
    Gradient gradient = classifier.gradient(images, count, function);
    if (first) {
      startingGradient = gradient.gradient().clone();
    }
    return gradient;
  }
}
