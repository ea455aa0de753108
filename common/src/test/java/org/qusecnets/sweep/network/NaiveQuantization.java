package org.qusecnets.sweep.network;

import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;

/** Eq. 1 value by value, in plain Java, to compare with. */
public final class NaiveQuantization {
  private final QuantizationOptions options;
  private final ImageShape shape;

  NaiveQuantization(QuantizationOptions options, ImageShape shape) {
    this.options = options;
    this.shape = shape;
  }

  public static double sigmoid(double argument) {
    return 1 / (1 + Math.exp(-argument));
  }

  int cells() {
    return switch (options.sharing()) {
      case PER_PIXEL -> shape.channels() * shape.height() * shape.width();
      case PER_CHANNEL -> shape.channels();
      case SHARED -> 1;
    };
  }

  /** The cell of an image's value at this position. */
  int cell(int position) {
    return switch (options.sharing()) {
      case PER_PIXEL -> position;
      case PER_CHANNEL -> position / (shape.height() * shape.width());
      case SHARED -> 0;
    };
  }

  /** Thresholds k / n in every cell: the paper's n - 1 of them, or the n of the authors' code. */
  double[][] placed() {
    int count =
        options.placement() == Placement.AUTHORS_CODE ? options.levels() : options.levels() - 1;
    double[][] thresholds = new double[count][cells()];
    for (int k = 0; k < count; k++) {
      for (int cell = 0; cell < cells(); cell++) {
        thresholds[k][cell] = (k + 1.0) / options.levels();
      }
    }
    return thresholds;
  }

  /** The quantized value of {@code x} at this position. */
  double value(double x, int position, double[][] thresholds) {
    double sum = 0;
    for (double[] threshold : thresholds) {
      sum += sigmoid(options.z() * (x - threshold[cell(position)]));
    }
    double mean = sum / (options.levels() - 1);
    return options.placement() == Placement.AUTHORS_CODE ? Math.min(1, mean) : mean;
  }

  /** The quantized images. */
  double[] values(double[] images, double[][] thresholds) {
    int size = shape.channels() * shape.height() * shape.width();
    double[] values = new double[images.length];
    for (int i = 0; i < images.length; i++) {
      values[i] = value(images[i], i % size, thresholds);
    }
    return values;
  }
}
