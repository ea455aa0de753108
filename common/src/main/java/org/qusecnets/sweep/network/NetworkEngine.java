package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.dataset.ImageShape;

/**
 * Computes a DL4J network's logits and gradients several times faster than DL4J's own layers do, in
 * float32.
 *
 * <p>It reads the layers from the network, so there is one definition, and takes and returns the
 * network's own parameters. Values between layers lie channels-last in Java arrays, where Java's
 * compiler turns loops over them into vector instructions; every convolution is one matrix product
 * over patches, done by ND4J. Not safe for use by several threads.
 */
final class NetworkEngine implements AutoCloseable {
  private final ImageShape shape;
  private final int capacity;
  private final QuantizationStage quantization;
  private final List<ConvolutionStage> stages = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final float[] quantized;
  private final float[] channelsLast;
  private final float[] inputGradient;
  private float[] images;

  /**
   * An engine with the parameters of {@code network}.
   *
   * @param shape the shape of one image
   * @param capacity the most images of a batch
   */
  NetworkEngine(MultiLayerNetwork network, ImageShape shape, int capacity) {
    this.shape = shape;
    this.capacity = capacity;
    QuantizationStage front = null;
    int height = shape.height();
    int width = shape.width();
    int channels = shape.channels();
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = network.getLayerWiseConfigurations().getConf(i).getLayer();
      if (layer instanceof QuantizationLayer quantizationLayer) {
        front = new QuantizationStage(quantizationLayer, shape);
        continue;
      }
      ConvolutionGeometry geometry = geometry(layer, height, width, channels);
      add(geometry, layer, i);
      height = geometry.outputHeight();
      width = geometry.outputWidth();
      channels = geometry.filters();
    }
    quantization = front;
    int values = capacity * shape.size();
    quantized = new float[front == null ? 0 : values];
    channelsLast = new float[shape.channels() == 1 ? 0 : values];
    inputGradient = new float[values];
    load(network);
  }

  private static ConvolutionGeometry geometry(Layer layer, int height, int width, int channels) {
    if (layer instanceof ConvolutionLayer convolution) {
      int kernel = convolution.getKernelSize()[0];
      int stride = convolution.getStride()[0];
      int padding = 0;
      if (convolution.getConvolutionMode() == ConvolutionMode.Same) {
        padding = samePadding(height, kernel, stride);
        if (samePadding(width, kernel, stride) != padding) {
          throw new IllegalArgumentException("different padding of rows and columns");
        }
      }
      return new ConvolutionGeometry(
          height, width, channels, kernel, stride, padding, (int) convolution.getNOut());
    }
    if (layer instanceof OutputLayer output) {
      return new ConvolutionGeometry(height, width, channels, height, 1, 0, (int) output.getNOut());
    }
    throw new IllegalArgumentException("no stage for a " + layer.getClass().getSimpleName());
  }

  private static int samePadding(int side, int kernel, int stride) {
    int outputs = (side + stride - 1) / stride;
    int total = Math.max(0, (outputs - 1) * stride + kernel - side);
    if (total % 2 != 0) {
      throw new IllegalArgumentException("uneven padding of a side of " + side);
    }
    return total / 2;
  }

  private void add(ConvolutionGeometry geometry, Layer layer, int index) {
    ConvolutionStage.Activation activation =
        layer instanceof OutputLayer
            ? ConvolutionStage.Activation.IDENTITY
            : ConvolutionStage.Activation.RELU;
    stages.add(new ConvolutionStage(geometry, activation, index, capacity));
    outputs.add(new float[capacity * geometry.outputSize()]);
    gradients.add(new float[capacity * geometry.outputSize()]);
  }

  ImageShape shape() {
    return shape;
  }

  int capacity() {
    return capacity;
  }

  int classes() {
    return stages.get(stages.size() - 1).outputSize();
  }

  /** The weights and biases of all layers behind the quantization layer. */
  List<Parameters> weights() {
    return stages.stream().flatMap(stage -> stage.parameters().stream()).toList();
  }

  /** The quantization layer, if there is one. */
  Optional<QuantizationStage> quantization() {
    return Optional.ofNullable(quantization);
  }

  /** Makes changed parameters take effect. */
  void parametersChanged() {
    stages.forEach(ConvolutionStage::weightsChanged);
    quantization().ifPresent(QuantizationStage::thresholdsChanged);
  }

  /** Takes the parameters of a DL4J network of the same layers. */
  void load(MultiLayerNetwork network) {
    stages.forEach(stage -> stage.load(network));
    quantization().ifPresent(stage -> stage.load(network));
  }

  /** Gives the parameters to a DL4J network of the same layers. */
  void store(MultiLayerNetwork network) {
    stages.forEach(stage -> stage.store(network));
    quantization().ifPresent(stage -> stage.store(network));
  }

  /**
   * The logits of {@code count} images [channels, height, width], valid until the next call.
   *
   * @param count at most the capacity
   */
  float[] logits(float[] batch, int count) {
    images = batch;
    float[] values = images;
    if (quantization != null) {
      quantization.forward(values, quantized, count);
      values = quantized;
    }
    if (shape.channels() > 1) {
      transpose(values, channelsLast, count, shape.channels(), plane());
      values = channelsLast;
    }
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).forward(values, outputs.get(i), count);
      values = outputs.get(i);
    }
    return values;
  }

  /** Where to write the gradient with respect to the logits, before a backward pass. */
  float[] logitsGradient() {
    return gradients.get(gradients.size() - 1);
  }

  /**
   * The gradient with respect to the images of the last {@link #logits}, valid until the next call.
   */
  float[] imageGradient(int count) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).startBackward(outputs.get(i), gradients.get(i), count);
      stages.get(i).inputGradient(gradientBefore(i), count);
    }
    return throughInput(count);
  }

  /**
   * The gradients with respect to all parameters that are trained, for the images of the last
   * {@link #logits}.
   */
  void parameterGradients(int count) {
    boolean thresholds = quantization != null && quantization.options().training().trainable();
    for (int i = stages.size() - 1; i >= 0; i--) {
      stages.get(i).startBackward(outputs.get(i), gradients.get(i), count);
      stages.get(i).weightGradient(gradients.get(i), count);
      if (i > 0 || thresholds) {
        stages.get(i).inputGradient(gradientBefore(i), count);
      }
    }
    if (thresholds) {
      throughInput(count);
    }
  }

  private float[] gradientBefore(int stage) {
    return stage == 0 ? inputGradient : gradients.get(stage - 1);
  }

  private float[] throughInput(int count) {
    float[] gradient = inputGradient;
    if (shape.channels() > 1) {
      transpose(gradient, channelsLast, count, plane(), shape.channels());
      gradient = channelsLast;
    }
    if (quantization != null) {
      quantization.backward(images, gradient, inputGradient, count);
      gradient = inputGradient;
    }
    return gradient;
  }

  private int plane() {
    return shape.height() * shape.width();
  }

  /** Turns each image's rows into columns: planes of channels into channels of pixels and back. */
  private void transpose(float[] from, float[] to, int count, int rows, int columns) {
    for (int image = 0; image < count; image++) {
      int start = image * shape.size();
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          to[start + c * rows + r] = from[start + r * columns + c];
        }
      }
    }
  }

  @Override
  public void close() {
    stages.forEach(ConvolutionStage::close);
    quantization().ifPresent(QuantizationStage::close);
  }
}
