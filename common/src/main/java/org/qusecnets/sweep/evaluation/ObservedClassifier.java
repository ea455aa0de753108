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
  private final Tally tally;
  private float[] startingGradient;

  /**
   * Observes a classifier.
   *
   * @param images number of images that are attacked
   */
  ObservedClassifier(Classifier classifier, int images) {
    this(classifier, images, new Tally());
  }

  private ObservedClassifier(Classifier classifier, int images, Tally tally) {
    this.classifier = classifier;
    this.images = images;
    this.tally = tally;
  }

  /** What was asked. */
  private static final class Tally {
    private long inferences;
    private long gradients;
  }

  /** The first gradient of all the images, if there was one. */
  Optional<float[]> startingGradient() {
    return Optional.ofNullable(startingGradient);
  }

  /** Another classifier, questions to which count as if they were asked here. */
  Classifier counting(Classifier other) {
    return new ObservedClassifier(other, 0, tally);
  }

  /** Number of images whose logits alone were computed. */
  long inferences() {
    return tally.inferences;
  }

  /** Number of images whose gradient was computed. */
  long gradients() {
    return tally.gradients;
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
    tally.inferences += count;
    return classifier.logits(values, count);
  }

  @Override
  public boolean isRandom() {
    return classifier.isRandom();
  }

  @Override
  public int[] predictions(float[] values, int count) {
    tally.inferences += count;
    return classifier.predictions(values, count);
  }

  @Override
  public Gradient gradient(float[] values, int count, LogitsFunction function) {
    tally.gradients += count;
    Gradient gradient = classifier.gradient(values, count, function);
    if (startingGradient == null && count == images) {
      startingGradient = gradient.gradient().clone();
    }
    return gradient;
  }
}
