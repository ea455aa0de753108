package org.example.sweep;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.InputDefense;
import org.qusecnets.sweep.options.Option;
import org.qusecnets.sweep.options.Ranges;
import org.qusecnets.sweep.recipe.Applied;

/**
 * Gaussian blur (Szeliski 2011, Section 3.2): each value becomes a mean of those around it in its
 * channel, with weights that fall with their distance. What lies beyond the image has no weight,
 * and weights add up to 1.
 *
 * <p>The blur is a linear function of the image, so that its gradient is the transpose: what a
 * value gave to another, it gets back from that one's gradient.
 *
 * @see <a href="https://szeliski.org/Book/">Szeliski: Computer Vision, 2011</a>
 */
record GaussianBlur(
    @Option(
            says = "Standard deviation of the weights in pixels.",
            otherwise = "1",
            above = 0,
            to = 10)
        double sigma,
    @Option(says = InputDefense.APPLIED, otherwise = "at-evaluation") Applied applied)
    implements InputDefense {
  static final String TYPE = "gaussian-blur";

  GaussianBlur {
    Ranges.check(GaussianBlur.class, sigma, applied);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String gradient() {
    return "exact";
  }

  @Override
  public float[] transform(float[] image, ImageShape shape, long seed) {
    double[][] rows = weights(shape.height());
    double[][] columns = weights(shape.width());
    return separable(image, shape, rows, columns);
  }

  @Override
  public float[] backward(float[] image, ImageShape shape, float[] gradient, long seed) {
    double[][] rows = transposed(weights(shape.height()));
    double[][] columns = transposed(weights(shape.width()));
    return separable(gradient, shape, rows, columns);
  }

  /** For each place of a row or column, the weights of all its places. */
  private double[][] weights(int length) {
    double[][] weights = new double[length][length];
    for (int to = 0; to < length; to++) {
      double sum = 0;
      for (int from = 0; from < length; from++) {
        double distance = (from - to) / sigma;
        weights[to][from] = Math.exp(-distance * distance / 2);
        sum += weights[to][from];
      }
      for (int from = 0; from < length; from++) {
        weights[to][from] /= sum;
      }
    }
    return weights;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] transposed = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  /** {@code rows x image x columns'}, channel by channel. */
  private static float[] separable(
      float[] image, ImageShape shape, double[][] rows, double[][] columns) {
    int height = shape.height();
    int width = shape.width();
    float[] result = new float[image.length];
    for (int plane = 0; plane < image.length; plane += height * width) {
      double[] half = new double[height * width];
      for (int i = 0; i < half.length; i++) {
        for (int from = 0; from < height; from++) {
          half[i] += rows[i / width][from] * image[plane + from * width + i % width];
        }
      }
      for (int i = 0; i < half.length; i++) {
        double sum = 0;
        for (int from = 0; from < width; from++) {
          sum += columns[i % width][from] * half[i / width * width + from];
        }
        result[plane + i] = (float) sum;
      }
    }
    return result;
  }
}
