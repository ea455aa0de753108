package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.dataset.ImageShape;

/** Logits {@code W x + b}: how far an image is from every boundary is known in closed form. */
final class LinearClassifier extends ExactClassifier {
  private final double[][] weights;
  private final double[] bias;

  /** A classifier of images of one row, one row of {@code weights} a class. */
  LinearClassifier(double[][] weights, double... bias) {
    this(new ImageShape(1, 1, weights[0].length), weights, bias);
  }

  LinearClassifier(ImageShape shape, double[][] weights, double... bias) {
    super(shape, weights.length);
    this.weights = weights;
    this.bias = bias;
  }

  @Override
  double[] logits(double[] image) {
    double[] logits = times(weights, image);
    for (int c = 0; c < logits.length; c++) {
      logits[c] += bias[c];
    }
    return logits;
  }

  @Override
  double[] backward(double[] image, double[] gradient) {
    return transposedTimes(weights, gradient);
  }
}
