package org.qusecnets.sweep.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.interval.TrainedLayer;
import org.qusecnets.sweep.network.interval.WorstCase;
import org.qusecnets.sweep.network.layer.BoundedStage;
import org.qusecnets.sweep.network.layer.ConvolutionStage;
import org.qusecnets.sweep.network.layer.DropoutStage;
import org.qusecnets.sweep.network.layer.LayerStage;
import org.qusecnets.sweep.network.layer.LayerStage.Wanted;
import org.qusecnets.sweep.network.layer.Pass;
import org.qusecnets.sweep.network.layer.PruningStage;
import org.qusecnets.sweep.network.layer.StageSequence;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.InputLayers;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.ValueMap;

/**
 * Computes a network's logits and gradients several times faster than DL4J's own layers do, in
 * float32.
 *
 * <p>It is made from the same {@link NetworkStructure} as the DL4J network, whose parameters it
 * takes and returns. The package's description tells how it works. Not safe for use by several
 * threads.
 */
final class NetworkEngine implements AutoCloseable {
  private final ImageShape shape;
  private final int capacity;
  private final InputPipeline input;
  private final StageSequence stages;
  private final float[] logits;
  private final float[] logitsGradient;
  private final float[] outputGradient;
  private long[] seeds;

  /**
   * An engine with the parameters of {@code network}.
   *
   * @param recipe what the network was made from; stochastic pruning is not yet in place
   * @param shape the shape of one image
   * @param purpose {@link #parameterGradients} needs training
   * @param capacity the most images of a batch
   */
  NetworkEngine(
      Model network,
      ModelRecipe recipe,
      ImageShape shape,
      Convolution.Purpose purpose,
      int capacity) {
    this.shape = shape;
    this.capacity = capacity;
    input = new InputPipeline(recipe.input(), shape, capacity);
    Map<String, INDArray> parameters = network.paramTable();
    NetworkStructure structure = NetworkStructure.of(recipe, shape, parameters);
    stages = new StageBuilder(purpose, capacity).stages(structure.steps());
    logits = new float[capacity * stages.outputSize()];
    logitsGradient = new float[logits.length];
    outputGradient = new float[logits.length];
    load(parameters);
  }

  /**
   * Whether what an image gives is the same, to the bit, in batches of so many images, both of them
   * multiples of 16.
   */
  boolean sumsAlike(int count, int other) {
    return stages.sumsAlike(count, other);
  }

  ImageShape shape() {
    return shape;
  }

  int capacity() {
    return capacity;
  }

  int classes() {
    return stages.outputSize();
  }

  /** All parameters of layers behind the quantization layer but thresholds. */
  List<TrainableParameters> weights() {
    return stages.weights().toList();
  }

  /** The thresholds of quantized activations, layer by layer. */
  List<TrainableParameters> activationThresholds() {
    return stages.thresholds().toList();
  }

  /**
   * From now on activations of all layers but the last are pruned in each forward pass that has
   * seeds ({@link #draw}).
   *
   * @param samples draws as a share of a layer's activations, or 0 for no pruning
   */
  void prune(double samples) {
    stages(PruningStage.class).forEach(stage -> stage.prune(samples));
  }

  private <S extends LayerStage> List<S> stages(Class<S> kind) {
    return stages.all().filter(kind::isInstance).map(kind::cast).toList();
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
    stages.parametersChanged();
  }

  /** Takes the parameters of a DL4J network of the same layers. */
  void load(Model network) {
    load(network.paramTable());
  }

  private void load(Map<String, INDArray> parameters) {
    stages.load(parameters);
    quantization().ifPresent(stage -> stage.load(parameters));
  }

  /** Gives the parameters to a DL4J network of the same layers. */
  void store(Model network) {
    Map<String, INDArray> parameters = network.paramTable();
    stages.store(parameters);
    quantization().ifPresent(stage -> stage.store(parameters));
  }

  /** Whether it draws random numbers, whose seeds have to be set. */
  boolean isRandom() {
    return input.isRandom() || stages(PruningStage.class).stream().anyMatch(PruningStage::isActive);
  }

  /** Whether a step of training draws random numbers, whose seeds have to be set. */
  boolean isRandomInTraining() {
    return isRandom() || !stages(DropoutStage.class).isEmpty();
  }

  /**
   * The logits of {@code count} images, [count, classes], valid until the next call.
   *
   * @param batch [count, channels, height, width]
   * @param count at most the capacity
   */
  float[] logits(float[] batch, int count) {
    return logitsOf(input.forward(batch, count, seeds), count, Pass.Purpose.EVALUATION);
  }

  /** The same in a step of training: with statistics of the batch, and with dropout. */
  float[] trainingLogits(float[] batch, int count) {
    return logitsOf(input.forward(batch, count, seeds), count, Pass.Purpose.TRAINING);
  }

  /** The same of outputs of the leading element-wise stages ({@link InputLayers#front}). */
  float[] logitsBehindFront(float[] outputs, int count) {
    return logitsOf(
        input.forwardBehindFront(outputs, count, seeds), count, Pass.Purpose.EVALUATION);
  }

  /** What the leading element-wise stages do to values; mixed if there is none. */
  ValueMap frontMap() {
    return input.frontMap();
  }

  /** What the leading element-wise stages make of images, both [count, channels, height, width]. */
  void front(float[] batch, float[] result, int count) {
    input.front(batch, result, count);
  }

  private float[] logitsOf(float[] inputs, int count, Pass.Purpose purpose) {
    float[] values = stages.forward(inputs, count, Pass.of(purpose, seeds));
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
    Vectors.transpose(logitsGradient, outputGradient, count, classes());
    return stages.backward(outputGradient, count, way.path(), Wanted.INPUT);
  }

  /**
   * The gradients with respect to all parameters that are trained, for the images of the last
   * {@link #trainingLogits} or {@link #logits}.
   */
  void parameterGradients(int count) {
    Vectors.transpose(logitsGradient, outputGradient, count, classes());
    boolean thresholds = input.isTrained();
    float[] ofInput =
        stages.backward(
            outputGradient,
            count,
            GradientPath.EXACT,
            thresholds ? Wanted.BOTH : Wanted.PARAMETERS);
    if (thresholds) {
      input.thresholdGradient(ofInput, count);
    }
  }

  /**
   * Bounds of this network over boxes of images, by the parameters that it has at each time. They
   * are computed in the same places: no gradients can be asked for the last {@link #logits} after
   * them.
   *
   * @throws IllegalArgumentException if a layer is neither a convolution nor fully connected
   */
  WorstCase worstCase() {
    List<TrainedLayer> layers = new ArrayList<>();
    List<LayerStage> parts =
        stages.stages().stream().filter(stage -> !(stage instanceof PruningStage)).toList();
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof ConvolutionStage convolution) {
        boolean bounded = i + 1 < parts.size() && parts.get(i + 1) instanceof BoundedStage;
        layers.add(
            convolution.layer(
                bounded ? ((BoundedStage) parts.get(++i)).limit() : Float.POSITIVE_INFINITY));
      } else {
        throw new IllegalArgumentException("no bounds of " + parts.get(i).getClass().getName());
      }
    }
    return new WorstCase(input, layers, capacity);
  }

  /** Makes the gradients of all parameters 0. */
  void clearGradients() {
    weights().forEach(parameters -> Arrays.fill(parameters.gradient(), 0f));
    quantization().ifPresent(stage -> Arrays.fill(stage.parameters().gradient(), 0f));
  }

  @Override
  public void close() {
    stages.close();
    input.close();
  }
}
