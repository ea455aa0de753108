package org.qusecnets.sweep.network;

import java.util.Arrays;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.QuantizationOptions.Derivative;
import org.qusecnets.sweep.network.QuantizationOptions.Placement;

/**
 * The quantization layer of a {@link NetworkEngine}: {@link QuantizationFunction} in float32, in
 * one pass over the images.
 *
 * <p>All that is computed natively is {@code e = exp(-|z (x - t)|)}: from it the sigmoid is {@code
 * 1/(1+e)} on one side of the threshold and {@code e/(1+e)} on the other, and its derivative {@code
 * e/(1+e)^2} on both, none of which loses digits. Images are [height, channels, width, images]
 * here.
 */
final class QuantizationStage implements AutoCloseable {
  /** Floats for one native call: enough to outweigh the call, few enough for the caches. */
  private static final int CHUNK = 1 << 16;

  private final QuantizationOptions options;
  private final Parameters thresholds;
  private final int[] cells;
  private final int cellCount;
  private final float[] exponentials;
  private final float[] totals;
  private final float[] sides;
  private final float[] slopes;
  private final float[] slopeSums;
  private final NativeFloats chunk = new NativeFloats(CHUNK);

  QuantizationStage(QuantizationLayer layer, ImageShape shape, int capacity) {
    options = layer.options();
    cellCount = layer.function().cells();
    thresholds = new Parameters(options.thresholds() * cellCount);
    cells = new int[shape.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cell(shape, i);
    }
    exponentials = new float[options.thresholds() * shape.size() * capacity];
    totals = new float[shape.size() * capacity];
    sides = new float[capacity];
    slopes = new float[capacity];
    slopeSums = new float[capacity];
  }

  /**
   * Which thresholds the value belongs to that lies at {@code place} in [height, channels, width].
   */
  private int cell(ImageShape shape, int place) {
    int column = place % shape.width();
    int channel = place / shape.width() % shape.channels();
    int row = place / shape.width() / shape.channels();
    return switch (options.sharing()) {
      case PER_PIXEL -> (channel * shape.height() + row) * shape.width() + column;
      case PER_CHANNEL -> channel;
      case SHARED -> 0;
    };
  }

  Parameters parameters() {
    return thresholds;
  }

  QuantizationOptions options() {
    return options;
  }

  /** Computes the quantized images and keeps what {@link #backward} needs. */
  void forward(float[] images, float[] quantized, int count) {
    exponentials(images, count);
    int values = cells.length * count;
    Arrays.fill(totals, 0, values, 0f);
    for (int k = 0; k < options.thresholds(); k++) {
      for (int place = 0; place < cells.length; place++) {
        addSigmoids(images, place * count, threshold(k, place), k * values, count);
      }
    }
    float divisor = options.levels() - 1f;
    boolean clipped = options.placement() == Placement.AUTHORS_CODE;
    float limit = clipped ? 1f : Float.POSITIVE_INFINITY;
    for (int i = 0; i < values; i++) {
      totals[i] /= divisor;
    }
    for (int i = 0; i < values; i++) {
      quantized[i] = Math.min(limit, totals[i]);
    }
  }

  private void exponentials(float[] images, int count) {
    int values = cells.length * count;
    for (int k = 0; k < options.thresholds(); k++) {
      for (int place = 0; place < cells.length; place++) {
        steepness(images, place * count, threshold(k, place), k * values, count);
      }
    }
    int all = options.thresholds() * values;
    for (int from = 0; from < all; from += CHUNK) {
      int length = Math.min(CHUNK, all - from);
      chunk.write(0, exponentials, from, length);
      INDArray array = chunk.matrix(0, 1, length);
      Nd4j.getExecutioner().exec(new Exp(array, array));
      chunk.read(0, exponentials, from, length);
    }
  }

  private float threshold(int k, int place) {
    return thresholds.values()[k * cellCount + cells[place]];
  }

  /** Writes -|z (x - t)|. */
  private void steepness(float[] images, int start, float threshold, int before, int count) {
    float z = (float) options.z();
    for (int i = 0; i < count; i++) {
      exponentials[before + start + i] = -Math.abs((images[start + i] - threshold) * z);
    }
  }

  private void addSigmoids(float[] images, int start, float threshold, int before, int count) {
    side(images, start, threshold, count);
    for (int i = 0; i < count; i++) {
      float e = exponentials[before + start + i];
      totals[start + i] += (sides[i] + (1f - sides[i]) * e) / (1f + e);
    }
  }

  /**
   * Writes 1 above the threshold and 0 below, in a form that becomes vector instructions; between
   * them next to it, where e is 1 and the side makes no difference.
   */
  private void side(float[] images, int start, float threshold, int count) {
    for (int i = 0; i < count; i++) {
      sides[i] = Math.max(0f, Math.min(1f, (images[start + i] - threshold) * 0x1p126f));
    }
  }

  /**
   * Gradient with respect to the images of the last {@link #forward}; that of the thresholds goes
   * to {@link #parameters}.
   *
   * @param gradient gradient with respect to the quantized images
   */
  void backward(float[] images, float[] gradient, float[] inputGradient, int count) {
    int values = cells.length * count;
    float[] masked = gradient;
    if (options.placement() == Placement.AUTHORS_CODE) {
      masked = Arrays.copyOf(gradient, values);
      for (int i = 0; i < values; i++) {
        masked[i] = totals[i] <= 1f ? gradient[i] : 0f;
      }
    }
    float scale = (float) (options.z() / (options.levels() - 1.0));
    float[] ofThresholds = thresholds.gradient();
    Arrays.fill(ofThresholds, 0f);
    for (int place = 0; place < cells.length; place++) {
      int start = place * count;
      Arrays.fill(slopeSums, 0, count, 0f);
      for (int k = 0; k < options.thresholds(); k++) {
        slopes(images, start, threshold(k, place), k * values, count);
        Vectors.add(slopeSums, 0, slopes, 0, count);
        if (options.training().trainable()) {
          ofThresholds[k * cellCount + cells[place]] -=
              scale * Vectors.dot(slopes, 0, masked, start, count);
        }
      }
      for (int i = 0; i < count; i++) {
        inputGradient[start + i] = slopeSums[i] * scale * masked[start + i];
      }
    }
  }

  private void slopes(float[] images, int start, float threshold, int before, int count) {
    if (options.derivative() == Derivative.SATURATING) {
      side(images, start, threshold, count);
      for (int i = 0; i < count; i++) {
        float e = exponentials[before + start + i];
        float rising = (sides[i] + (1f - sides[i]) * e) / (1f + e);
        slopes[i] = rising * (1f - rising);
      }
    } else {
      for (int i = 0; i < count; i++) {
        float e = exponentials[before + start + i];
        slopes[i] = e / ((1f + e) * (1f + e));
      }
    }
  }

  void load(MultiLayerNetwork network) {
    float[] values = thresholdsOf(network).dup('c').data().asFloat();
    System.arraycopy(values, 0, thresholds.values(), 0, values.length);
  }

  void store(MultiLayerNetwork network) {
    INDArray target = thresholdsOf(network);
    target.assign(Nd4j.createFromArray(thresholds.values()).reshape('c', target.shape()));
  }

  private static INDArray thresholdsOf(MultiLayerNetwork network) {
    return network.getLayer(0).getParam(QuantizationLayer.THRESHOLDS);
  }

  @Override
  public void close() {
    chunk.close();
  }
}
