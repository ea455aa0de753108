package org.qusecnets.sweep.resilience;

import org.qusecnets.sweep.dataset.ImageSet;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/** Tells bright images (class 1) from dark ones (class 0) by their mean value. */
final class MeanBrightness implements Classifier {
  static final ImageShape SHAPE = new ImageShape(1, 4, 5);

  /** Images of one grey value each, labelled rightly. */
  static ImageSet images(int... values) {
    byte[] pixels = new byte[values.length * SHAPE.size()];
    byte[] labels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / SHAPE.size()];
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (byte) (values[i] >= 128 ? 1 : 0);
    }
    return new ImageSet(SHAPE, 2, pixels, labels);
  }

  @Override
  public ImageShape shape() {
    return SHAPE;
  }

  @Override
  public int classes() {
    return 2;
  }

  @Override
  public float[] logits(float[] images, int count) {
    float[] logits = new float[2 * count];
    for (int i = 0; i < count * SHAPE.size(); i++) {
      logits[2 * (i / SHAPE.size()) + 1] += (images[i] - 0.5f) / SHAPE.size();
    }
    return logits;
  }

  @Override
  public Gradient gradient(float[] images, int count, LogitsFunction function) {
    throw new UnsupportedOperationException("noise needs no gradient");
  }
}
