package org.qusecnets.sweep.evaluation;

import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * A classifier that counts what an attack asks of it, and remembers the gradient that the attack
 * starts from: what tells masked gradients from honest ones.
 */
final class ObservedClassifier implements Classifier {
  private final Classifier classifier;
  private final int images;
  private float[] startingGradient;
  private long inferences;
  private long gradients;

  /**
   * Observes a classifier.
   *
   * @param images number of images that are attacked
   */
  ObservedClassifier(Classifier classifier, int images) {
    this.classifier = classifier;
    this.images = images;
  }

  /** The first gradient of all the images, if there was one. */
  Optional<float[]> startingGradient() {
    return Optional.ofNullable(startingGradient);
  }

  /** Another classifier, questions to which count as if they were asked here. */
  Classifier counting(Classifier other) {
    return new Counting(other);
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
  public float[] logits(float[] values, int count) {
    inferences += count;
    return classifier.logits(values, count);
  }

  @Override
  public boolean isRandom() {
    return classifier.isRandom();
  }

  @Override
  public int[] predictions(float[] values, int count) {
    inferences += count;
    return classifier.predictions(values, count);
  }

  @Override
  public Gradient gradient(float[] values, int count, LogitsFunction function) {
    gradients += count;
    Gradient gradient = classifier.gradient(values, count, function);
    if (startingGradient == null && count == images) {
      startingGradient = gradient.gradient().clone();
    }
    return gradient;
  }

  private final class Counting implements Classifier {
    private final Classifier other;

    Counting(Classifier other) {
      this.other = other;
    }

    @Override
    public ImageShape shape() {
      return other.shape();
    }

    @Override
    public int classes() {
      return other.classes();
    }

    @Override
    public boolean isRandom() {
      return other.isRandom();
    }

    @Override
    public float[] logits(float[] values, int count) {
      inferences += count;
      return other.logits(values, count);
    }

    @Override
    public Gradient gradient(float[] values, int count, LogitsFunction function) {
      gradients += count;
      return other.gradient(values, count, function);
    }
  }
}
