package org.qusecnets.sweep.attack;

import java.util.ArrayList;
import java.util.List;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** A classifier that notes of how many images it is asked for what. */
final class CountingClassifier implements Classifier {
  /** The number of images of each call for gradients. */
  final List<Integer> gradients = new ArrayList<>();

  /** The number of images of each call for logits alone. */
  final List<Integer> inferences = new ArrayList<>();

  private final Classifier inner;

  CountingClassifier(Classifier inner) {
    this.inner = inner;
  }

  @Override
  public ImageShape shape() {
    return inner.shape();
  }

  @Override
  public int classes() {
    return inner.classes();
  }

  @Override
  public float[] logits(float[] images, int count) {
    inferences.add(count);
    return inner.logits(images, count);
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    gradients.add(count);
    return inner.gradient(images, count, function);
  }
}
