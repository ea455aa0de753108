package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** A classifier that remembers the images it is asked about, and gives no gradients. */
final class QueriedClassifier implements Classifier {
  private final Classifier classifier;
  private final List<float[]> queries = new ArrayList<>();

  QueriedClassifier(Classifier classifier) {
    this.classifier = classifier;
  }

  /** The images so far, in the order of asking. */
  List<float[]> queries() {
    return queries;
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
    for (int i = 0; i < count; i++) {
      queries.add(Arrays.copyOfRange(images, i * shape().size(), (i + 1) * shape().size()));
    }
    return classifier.logits(images, count);
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    throw new AssertionError("a black box gives no gradients");
  }
}
