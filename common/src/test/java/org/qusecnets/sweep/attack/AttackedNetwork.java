package org.qusecnets.sweep.attack;

import java.util.Random;
import org.qusecnets.sweep.dataset.ImageShape;

/** A network of one hidden layer with random weights: logits {@code V tanh(W (x - 1/2))}. */
final class AttackedNetwork extends ExactClassifier {
  private static final int HIDDEN = 7;
  private final double[][] first;
  private final double[][] second;

  AttackedNetwork(ImageShape shape, int classes, long seed) {
    super(shape, classes);
    Random random = new Random(seed);
    first = draw(HIDDEN, shape.size(), random);
    second = draw(classes, HIDDEN, random);
  }

  private static double[][] draw(int rows, int columns, Random random) {
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      for (int i = 0; i < columns; i++) {
        row[i] = 2 * random.nextGaussian() / Math.sqrt(columns);
      }
    }
    return matrix;
  }

  private double[] hidden(double[] image) {
    double[] centred = image.clone();
    for (int i = 0; i < centred.length; i++) {
      centred[i] -= 0.5;
    }
    double[] hidden = times(first, centred);
    for (int i = 0; i < HIDDEN; i++) {
      hidden[i] = Math.tanh(hidden[i]);
    }
    return hidden;
  }

  @Override
  double[] logits(double[] image) {
    return times(second, hidden(image));
  }

  @Override
  double[] backward(double[] image, double[] gradient) {
    double[] hidden = hidden(image);
    double[] slopes = transposedTimes(second, gradient);
    for (int i = 0; i < HIDDEN; i++) {
      slopes[i] *= 1 - hidden[i] * hidden[i];
    }
    return transposedTimes(first, slopes);
  }
}
