package org.qusecnets.sweep.evaluation;

import java.util.Arrays;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** The outputs of one image, in coordinates of its {@link OutputBox}, as an attack's images. */
final class BoxClassifier implements Classifier {
  private final Classifier outputs;
  private final OutputBox box;
  private final int image;
  private float[] startingGradient;

  /**
   * A view.
   *
   * @param outputs the classifier of outputs
   * @param image number of the image whose box it is
   */
  BoxClassifier(Classifier outputs, OutputBox box, int image) {
    this.outputs = outputs;
    this.box = box;
    this.image = image;
  }

  /** The first gradient with respect to the image's outputs; null if there was none. */
  float[] startingGradient() {
    return startingGradient;
  }

  @Override
  public ImageShape shape() {
    return outputs.shape();
  }

  @Override
  public int classes() {
    return outputs.classes();
  }

  @Override
  public boolean isRandom() {
    return outputs.isRandom();
  }

  @Override
  public float[] logits(float[] points, int count) {
    return outputs.logits(box.outputs(image, points, count), count);
  }

  @Override
  public Gradient gradient(float[] points, int count, LogitsFunction function) {
    Gradient found = outputs.gradient(box.outputs(image, points, count), count, function);
    int size = box.size();
    if (startingGradient == null) {
      startingGradient = Arrays.copyOf(found.gradient(), size);
    }
    float[] gradient = new float[count * size];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = found.gradient()[i] * box.width(image * size + i % size);
    }
    return new Gradient(found.logits(), gradient);
  }
}
