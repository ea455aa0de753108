package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.NativeFunction;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;

/**
 * The quantization layer of a {@link NetworkEngine}: {@link QuantizationFunction} in float32, in
 * one pass over the images.
 *
 * <p>All that is computed natively is {@code e = exp(-z (x - t))}: from it the sigmoid is {@code s
 * = 1/(1+e)} and its derivative {@code e s s}, which lose no digits on either side of the
 * threshold. Images are [height, channels, width, images] here.
 */
final class QuantizationStage implements PipelineStage {
  private final QuantizationOptions options;
  private final TrainableParameters thresholds;
  private final ImageShape shape;
  private final int[] cells;
  private final int cellCount;
  private final float[] exponentials;
  private final float[] totals;
  private final float[] quantized;
  private final float[] slopes;
  private final float[] slopeSums;

  /** The quantization layer is the first layer of every network that has one. */
  static final String LAYER = "0";

  private final NativeFunction exponential = new NativeFunction();
  private float[] inputs;

  QuantizationStage(QuantizationLayer layer, ImageShape shape, int capacity) {
    options = layer.options();
    this.shape = shape;
    cellCount = layer.function().cells();
    thresholds = new TrainableParameters(options.thresholds() * cellCount);
    cells = new int[shape.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(i);
    }
    exponentials = new float[options.thresholds() * shape.size() * capacity];
    totals = new float[shape.size() * capacity];
    quantized = new float[shape.size() * capacity];
    slopes = new float[capacity];
    slopeSums = new float[capacity];
  }

  /**
   * Which thresholds the value belongs to that lies at {@code place} in [height, channels, width].
   */
  private int cell(int place) {
    int column = place % shape.width();
    int channel = place / shape.width() % shape.channels();
    int row = place / shape.width() / shape.channels();
    return switch (options.sharing()) {
      case PER_PIXEL -> (channel * shape.height() + row) * shape.width() + column;
      case PER_CHANNEL -> channel;
      case SHARED -> 0;
    };
  }

  TrainableParameters parameters() {
    return thresholds;
  }

  QuantizationOptions options() {
    return options;
  }

  /** The quantized images, [height, channels, width, images]; draws no random numbers. */
  @Override
  public float[] forward(float[] images, int count, long[] seeds) {
    inputs = images;
    int together = together(count);
    for (int first = 0; first < cells.length; first += together) {
      int last = Math.min(cells.length, first + together);
      exponentials(options.z(), first, last, count);
      for (int place = first; place < last; place++) {
        sigmoids(place, count);
      }
    }
    boolean clipped = options.placement() == Placement.AUTHORS_CODE;
    float limit = clipped ? 1f : Float.POSITIVE_INFINITY;
    for (int i = 0; i < cells.length * count; i++) {
      quantized[i] = Math.min(limit, totals[i]);
    }
    return quantized;
  }

  /** How many places to work on at a time. */
  private int together(int count) {
    return Math.max(1, NativeFunction.CHUNK / (options.thresholds() * count));
  }

  private void exponentials(double z, int first, int last, int count) {
    for (int place = first; place < last; place++) {
      for (int k = 0; k < options.thresholds(); k++) {
        exponents(z, place * count, threshold(k, place), start(k, place, count), count);
      }
    }
    exponential.exponential(exponentials, start(0, first, count), start(0, last, count));
  }

  /** Where the exponentials of a threshold begin: [places, thresholds, images]. */
  private int start(int k, int place, int count) {
    return (place * options.thresholds() + k) * count;
  }

  private float threshold(int k, int place) {
    return thresholds.values()[k * cellCount + cells[place]];
  }

  /** Writes -z (x - t). */
  private void exponents(double steepness, int image, float threshold, int target, int count) {
    float z = (float) steepness;
    for (int i = 0; i < count; i++) {
      exponentials[target + i] = (threshold - inputs[image + i]) * z;
    }
  }

  private void sigmoids(int place, int count) {
    int image = place * count;
    Arrays.fill(totals, image, image + count, 0f);
    for (int k = 0; k < options.thresholds(); k++) {
      int start = start(k, place, count);
      for (int i = 0; i < count; i++) {
        totals[image + i] += 1f / (1f + exponentials[start + i]);
      }
    }
    float divisor = options.levels() - 1f;
    for (int i = image; i < image + count; i++) {
      totals[i] /= divisor;
    }
  }

  /**
   * The gradient with respect to the images of the last {@link #forward}, in the same array; that
   * of the thresholds goes to {@link #parameters}, on the exact path only. The smoothed path is
   * taken once for each {@link #forward} and goes round what is clipped.
   */
  @Override
  public float[] backward(float[] gradient, int count, GradientWay way) {
    if (options.isPassedBy(way.path(), shape)) {
      return gradient;
    }
    boolean smoothed = options.isSmoothed(way);
    double z = smoothed ? way.smoothedZ() : options.z();
    for (int first = 0; smoothed && first < cells.length; first += together(count)) {
      exponentials(z, first, Math.min(cells.length, first + together(count)), count);
    }
    int values = cells.length * count;
    float[] masked = gradient;
    if (!smoothed && options.placement() == Placement.AUTHORS_CODE) {
      masked = Arrays.copyOf(gradient, values);
      for (int i = 0; i < values; i++) {
        masked[i] = totals[i] <= 1f ? gradient[i] : 0f;
      }
    }
    float scale = (float) (z / (options.levels() - 1.0));
    float[] ofThresholds = thresholds.gradient();
    Arrays.fill(ofThresholds, 0f);
    for (int place = 0; place < cells.length; place++) {
      int start = place * count;
      Arrays.fill(slopeSums, 0, count, 0f);
      for (int k = 0; k < options.thresholds(); k++) {
        slopes(start(k, place, count), count);
        Vectors.add(slopeSums, 0, slopes, 0, count);
        if (options.training().trainable()) {
          ofThresholds[k * cellCount + cells[place]] -=
              scale * Vectors.dot(slopes, 0, masked, start, count);
        }
      }
      for (int i = 0; i < count; i++) {
        gradient[start + i] = slopeSums[i] * scale * masked[start + i];
      }
    }
    return gradient;
  }

  private void slopes(int start, int count) {
    if (options.derivative() == Derivative.SATURATING) {
      for (int i = 0; i < count; i++) {
        float sigmoid = 1f / (1f + exponentials[start + i]);
        slopes[i] = sigmoid * (1f - sigmoid);
      }
    } else {
      for (int i = 0; i < count; i++) {
        // Infinity would become no number; what is so large gives next to nothing all the same.
        float e = Math.min(Float.MAX_VALUE / 2, exponentials[start + i]);
        float sigmoid = 1f / (1f + e);
        slopes[i] = e * sigmoid * sigmoid;
      }
    }
  }

  /** Takes its thresholds from a DL4J network's table. */
  void load(Map<String, INDArray> parameters) {
    float[] values = Parameters.read(parameters, LAYER, Parameters.THRESHOLDS);
    System.arraycopy(values, 0, thresholds.values(), 0, values.length);
  }

  /** Gives them to it. */
  void store(Map<String, INDArray> parameters) {
    Parameters.write(parameters, LAYER, Parameters.THRESHOLDS, thresholds.values());
  }

  @Override
  public void close() {
    exponential.close();
  }
}
