package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.Classifier;

/**
 * A classifier that remembers the logits of certain images when an attack asks for them, so that
 * they need not be computed again.
 */
final class ObservedClassifier implements Classifier {
  private final Classifier classifier;
  private final float[] watched;
  private float[] seen;

  ObservedClassifier(Classifier classifier, float[] watched) {
    this.classifier = classifier;
    this.watched = watched;
  }

  /** The logits of the images, if they have been asked for. */
  Optional<float[]> seen() {
    return Optional.ofNullable(seen);
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
    boolean same = isWatched(images, count);
    return keep(same, classifier.logits(images, count));
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    boolean same = isWatched(images, count);
    Gradient gradient = classifier.gradient(images, count, function);
    keep(same, gradient.logits());
    return gradient;
  }

  private boolean isWatched(float[] images, int count) {
    return seen == null
        && count * shape().size() == watched.length
        && Arrays.equals(images, 0, watched.length, watched, 0, watched.length);
  }

  private float[] keep(boolean same, float[] logits) {
    if (same) {
      seen = logits.clone();
    }
    return logits;
  }
}
