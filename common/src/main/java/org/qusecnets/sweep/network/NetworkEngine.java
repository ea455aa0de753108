package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.interval.TrainedLayer;
import org.qusecnets.sweep.network.interval.WorstCase;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputLayers;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * Computes a DL4J network's logits and gradients several times faster than DL4J's own layers do, in
 * float32.
 *
 * <p>It reads the layers from the network, so there is one definition, and takes and returns the
 * network's own parameters. The package's description tells how it works. Not safe for use by
 * several threads.
 */
public final class NetworkEngine implements AutoCloseable {
  private final ImageShape shape;
  private final Convolution.Purpose purpose;
  private final int capacity;
  private final InputPipeline input;
  private final List<ConvolutionStage> stages = new ArrayList<>();
  private final List<ActivationStage> activations = new ArrayList<>();
  private final List<PruningStage> pruning = new ArrayList<>();
  private final List<float[]> outputs = new ArrayList<>();
  private final List<float[]> gradients = new ArrayList<>();
  private final float[] inputGradient;
  private final float[] logits;
  private final float[] logitsGradient;
  private long[] seeds;

  /**
   * An engine with the parameters of {@code network}.
   *
   * @param layers what stands in front of it; the network knows the quantization layer itself
   * @param shape the shape of one image
   * @param purpose {@link #parameterGradients} needs training
   * @param capacity the most images of a batch
   */
  NetworkEngine(
      MultiLayerNetwork network,
      InputLayers layers,
      ImageShape shape,
      Convolution.Purpose purpose,
      int capacity) {
    this.purpose = purpose;
    this.shape = shape;
    this.capacity = capacity;
    input = new InputPipeline(layers, quantizationLayer(network).orElse(null), shape, capacity);
    int height = input.output().height();
    int width = input.output().width();
    int channels = input.output().channels();
    for (int i = 0; i < network.getnLayers(); i++) {
      Layer layer = layer(network, i);
      if (layer instanceof QuantizationLayer) {
        continue;
      }
      if (layer instanceof ActivationQuantizationLayer quantized) {
        int last = stages.size() - 1;
        int units = stages.get(last).outputSize();
        activations.set(last, new QuantizedStage(quantized, i, units, purpose, capacity));
        continue;
      }
      ConvolutionGeometry geometry = geometry(layer, height, width, channels);
      add(geometry, layer, i);
      height = geometry.outputHeight();
      width = geometry.outputWidth();
      channels = geometry.filters();
    }
    inputGradient = new float[capacity * input.output().size()];
    logits = new float[capacity * channels];
    logitsGradient = new float[capacity * channels];
    load(network);
  }

  /**
   * Whether what an image gives is the same, to the bit, in batches of so many images, both of them
   * multiples of 16.
   */
  boolean sumsAlike(int count, int other) {
    return stages.stream().allMatch(stage -> stage.sumsAlike(count, other));
  }

  private static Layer layer(MultiLayerNetwork network, int index) {
    return network.getLayerWiseConfigurations().getConf(index).getLayer();
  }

  private static Optional<QuantizationLayer> quantizationLayer(MultiLayerNetwork network) {
    return layer(network, 0) instanceof QuantizationLayer first
        ? Optional.of(first)
        : Optional.empty();
  }

  public static ConvolutionGeometry geometry(Layer layer, int height, int width, int channels) {
    if (layer instanceof ConvolutionLayer convolution) {
      int kernel = convolution.getKernelSize()[0];
      int stride = convolution.getStride()[0];
      int columns = convolution.getKernelSize()[1];
      int filters = (int) convolution.getNOut();
      ConvolutionGeometry.Border border = ConvolutionGeometry.Border.NONE;
      if (convolution.getConvolutionMode() == ConvolutionMode.Same) {
        int above = samePadding(height, kernel, stride);
        int before = samePadding(width, columns, stride);
        // Where the number is odd, DL4J has one more behind the image.
        border =
            new ConvolutionGeometry.Border(
                above / 2, above - above / 2, before / 2, before - before / 2);
      }
      return new ConvolutionGeometry(
          height, width, channels, kernel, columns, stride, border, filters);
    }
    if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
      int units = (int) ((FeedForwardLayer) layer).getNOut();
      return ConvolutionGeometry.ofWhole(height, width, channels, units);
    }
    throw new IllegalArgumentException("no stage for a " + layer.getClass().getSimpleName());
  }

  /** Zeros on both sides together. */
  private static int samePadding(int side, int kernel, int stride) {
    int outputs = (side + stride - 1) / stride;
    return Math.max(0, (outputs - 1) * stride + kernel - side);
  }

  private void add(ConvolutionGeometry geometry, Layer layer, int index) {
    Optional<ActivationOptions> activation = LayerActivation.of((FeedForwardLayer) layer);
    ConvolutionStage.Activation fused =
        activation.equals(Optional.of(ActivationOptions.rectified()))
            ? ConvolutionStage.Activation.RELU
            : ConvolutionStage.Activation.IDENTITY;
    stages.add(new ConvolutionStage(geometry, fused, index, purpose, capacity));
    activations.add(
        activation.orElse(null) instanceof ActivationOptions.Bounded bounded
            ? new BoundedStage(bounded.limit(), geometry.outputSize(), capacity)
            : ActivationStage.none());
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
  List<TrainableParameters> weights() {
    return stages.stream().flatMap(stage -> stage.parameters().stream()).toList();
  }

  /** The thresholds of quantized activations, layer by layer. */
  List<TrainableParameters> activationThresholds() {
    return activations.stream().flatMap(stage -> stage.thresholds().stream()).toList();
  }

  /**
   * From now on activations of all layers but the last are pruned in each forward pass that has
   * seeds ({@link #draw}).
   *
   * @param samples draws as a share of a layer's activations, or 0 for no pruning
   */
  void prune(double samples) {
    pruning.clear();
    for (int i = 0; samples > 0 && i < stages.size() - 1; i++) {
      pruning.add(new PruningStage(stages.get(i).outputSize(), i, samples, capacity));
    }
  }

  /**
   * Sets the seeds of the images of the next forward passes, until the next call.
   *
   * @param next one for each image or more, or null for passes that draw no random numbers
   */
  void draw(long[] next) {
    seeds = next == null ? null : next.clone();
  }

  /** The quantization layer, if there is one. */
  Optional<QuantizationStage> quantization() {
    return input.quantization();
  }

  /** Makes changed parameters take effect. */
  void parametersChanged() {
    stages.forEach(ConvolutionStage::weightsChanged);
  }

  /** Takes the parameters of a DL4J network of the same layers. */
  void load(MultiLayerNetwork network) {
    stages.forEach(stage -> stage.load(network));
    activations.forEach(stage -> stage.load(network));
    quantization().ifPresent(stage -> stage.load(network));
  }

  /** Gives the parameters to a DL4J network of the same layers. */
  void store(MultiLayerNetwork network) {
    stages.forEach(stage -> stage.store(network));
    activations.forEach(stage -> stage.store(network));
    quantization().ifPresent(stage -> stage.store(network));
  }

  /** Whether it draws random numbers, whose seeds have to be set. */
  boolean isRandom() {
    return input.isRandom() || !pruning.isEmpty();
  }

  /**
   * The logits of {@code count} images, [count, classes], valid until the next call.
   *
   * @param batch [count, channels, height, width]
   * @param count at most the capacity
   */
  float[] logits(float[] batch, int count) {
    return logitsOf(input.forward(batch, count, seeds), count);
  }

  /** The same of outputs of the leading element-wise stages ({@link InputLayers#front}). */
  float[] logitsBehindFront(float[] outputs, int count) {
    return logitsOf(input.forwardBehindFront(outputs, count, seeds), count);
  }

  /** What the leading element-wise stages do to values; mixed if there is none. */
  ValueMap frontMap() {
    return input.frontMap();
  }

  /** What the leading element-wise stages make of images, both [count, channels, height, width]. */
  void front(float[] batch, float[] result, int count) {
    input.front(batch, result, count);
  }

  private float[] logitsOf(float[] inputs, int count) {
    float[] values = inputs;
    for (int i = 0; i < stages.size(); i++) {
      stages.get(i).forward(values, outputs.get(i), count);
      values = outputs.get(i);
      activations.get(i).forward(values, count);
      if (i < pruning.size()) {
        pruning.get(i).forward(values, count, seeds);
      }
    }
    Vectors.transpose(values, logits, classes(), count);
    return logits;
  }

  /** The shape of what the network behind everything in front of it sees. */
  ImageShape insideShape() {
    return input.output();
  }

  /** The images as the network behind everything in front of it sees them. */
  void show(float[] batch, float[] result, int count) {
    input.show(batch, result, count, seeds);
  }

  /** Where to write the gradient with respect to the logits, [count, classes]. */
  float[] logitsGradient() {
    return logitsGradient;
  }

  /**
   * The gradient with respect to the images of the last {@link #logits}, [count, channels, height,
   * width], valid until the next call.
   *
   * @param way how it goes through what stands in front of the network
   */
  float[] imageGradient(int count, GradientWay way) {
    return input.backward(inputGradient(count, way), count, way);
  }

  /** The same with respect to the outputs of the last {@link #logitsBehindFront}. */
  float[] frontGradient(int count, GradientWay way) {
    return input.backwardBehindFront(inputGradient(count, way), count, way);
  }

  private float[] inputGradient(int count, GradientWay way) {
    startBackward(count);
    for (int i = stages.size() - 1; i >= 0; i--) {
      startStage(i, count, way.path());
      stages.get(i).inputGradient(gradientBefore(i), count);
    }
    return inputGradient;
  }

  /**
   * The gradients with respect to all parameters that are trained, for the images of the last
   * {@link #logits}.
   */
  void parameterGradients(int count) {
    startBackward(count);
    boolean thresholds = input.isTrained();
    for (int i = stages.size() - 1; i >= 0; i--) {
      startStage(i, count, GradientPath.EXACT);
      stages.get(i).weightGradient(gradients.get(i), count);
      if (i > 0 || thresholds) {
        stages.get(i).inputGradient(gradientBefore(i), count);
      }
    }
    if (thresholds) {
      input.thresholdGradient(inputGradient, count);
    }
  }

  /**
   * Bounds of this network over boxes of images, by the parameters that it has at each time. They
   * are computed in the same places: no gradients can be asked for the last {@link #logits} after
   * them.
   */
  WorstCase worstCase() {
    List<TrainedLayer> layers = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      layers.add(stages.get(i).layer(activations.get(i).limit()));
    }
    return new WorstCase(input, layers, capacity);
  }

  /** Makes the gradients of all parameters 0. */
  void clearGradients() {
    weights().forEach(parameters -> Arrays.fill(parameters.gradient(), 0f));
    quantization().ifPresent(stage -> Arrays.fill(stage.parameters().gradient(), 0f));
  }

  private void startBackward(int count) {
    Vectors.transpose(logitsGradient, gradients.get(gradients.size() - 1), count, classes());
  }

  private void startStage(int stage, int count, GradientPath path) {
    float[] gradient = gradients.get(stage);
    if (stage < pruning.size()) {
      pruning.get(stage).backward(gradient, count);
    }
    activations.get(stage).backward(gradient, count, path);
    // Pruned outputs are positive where they were before and are kept: where the gradient is not 0.
    stages.get(stage).startBackward(outputs.get(stage), gradient, count);
  }

  private float[] gradientBefore(int stage) {
    return stage == 0 ? inputGradient : gradients.get(stage - 1);
  }

  @Override
  public void close() {
    stages.forEach(ConvolutionStage::close);
    activations.forEach(ActivationStage::close);
    input.close();
  }
}
