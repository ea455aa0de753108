package org.qusecnets.sweep.attack;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Classifier;

/**
 * A small classifier that computes each image by itself in double precision: no image of a batch
 * can change what another's logits are.
 */
abstract class ExactClassifier implements Classifier {
  private final ImageShape shape;
  private final int classes;

  ExactClassifier(ImageShape shape, int classes) {
    this.shape = shape;
    this.classes = classes;
  }

  /** The logits of one image. */
  abstract double[] logits(double[] image);

  /** The gradient with respect to the image, from that with respect to its logits. */
  abstract double[] backward(double[] image, double[] gradient);

  @Override
  public final ImageShape shape() {
    return shape;
  }

  @Override
  public final int classes() {
    return classes;
  }

  @Override
  public final float[] logits(float[] images, int count) {
    float[] logits = new float[count * classes];
    for (int i = 0; i < count; i++) {
      write(logits(image(images, i)), logits, i * classes);
    }
    return logits;
  }

  @Override
  public final Gradient gradient(float[] images, int count, LogitsFunction function) {
    float[] logits = logits(images, count);
    float[] outer = new float[logits.length];
    float[] gradient = new float[count * shape.size()];
    for (int i = 0; i < count; i++) {
      function.differentiate(i, logits, i * classes, outer);
      double[] ofLogits = new double[classes];
      for (int c = 0; c < classes; c++) {
        ofLogits[c] = outer[i * classes + c];
      }
      write(backward(image(images, i), ofLogits), gradient, i * shape.size());
    }
    return new Gradient(logits, gradient);
  }

  private double[] image(float[] images, int number) {
    double[] image = new double[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = images[number * image.length + i];
    }
    return image;
  }

  private static void write(double[] values, float[] to, int from) {
    for (int i = 0; i < values.length; i++) {
      to[from + i] = (float) values[i];
    }
  }

  /** {@code matrix} times {@code values}. */
  static double[] times(double[][] matrix, double[] values) {
    double[] product = new double[matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int i = 0; i < values.length; i++) {
        product[row] += matrix[row][i] * values[i];
      }
    }
    return product;
  }

  /** The transpose of {@code matrix} times {@code values}. */
  static double[] transposedTimes(double[][] matrix, double[] values) {
    double[] product = new double[matrix[0].length];
    for (int row = 0; row < matrix.length; row++) {
      for (int i = 0; i < product.length; i++) {
        product[i] += matrix[row][i] * values[row];
      }
    }
    return product;
  }
}
