package org.qusecnets.sweep.network;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.FilterSums;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.interval.TrainedLayer;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;

/**
 * A convolution or fully connected layer of a {@link NetworkEngine}, with its bias and activation.
 * Inputs, outputs and gradients are [rows, channels, columns, images].
 *
 * <p>Weights are in the {@link Convolution}'s order here; DL4J's are [filters, channels, kernel,
 * kernel] for convolutions and [channels x height x width, units] for fully connected layers.
 */
final class ConvolutionStage implements AutoCloseable {
  /** What follows the bias. */
  enum Activation {
    RELU,
    IDENTITY
  }

  private final ConvolutionGeometry geometry;
  private final Activation activation;
  private final int layer;
  private final TrainableParameters weights;
  private final TrainableParameters bias;
  private final Convolution convolution;
  private final FilterSums filterSums;

  /**
   * A stage with weights of 0.
   *
   * @param layer number of the DL4J layer that it computes
   * @param capacity the most images of a batch
   */
  ConvolutionStage(
      ConvolutionGeometry geometry,
      Activation activation,
      int layer,
      Convolution.Purpose purpose,
      int capacity) {
    this.geometry = geometry;
    this.activation = activation;
    this.layer = layer;
    weights = new TrainableParameters(geometry.filters() * geometry.patchSize());
    bias = new TrainableParameters(geometry.filters());
    convolution = Convolution.of(geometry, purpose, capacity);
    filterSums = new FilterSums(geometry, capacity);
  }

  int outputSize() {
    return geometry.outputSize();
  }

  /** Weights and bias. */
  List<TrainableParameters> parameters() {
    return List.of(weights, bias);
  }

  /**
   * The layer with its parameters, for interval arithmetic; what that computes takes the place of
   * what this stage last did.
   *
   * @param limit where the rectifier behind it ends
   */
  TrainedLayer layer(float limit) {
    return new TrainedLayer(geometry, convolution, weights, bias, limit);
  }

  /** Makes changed weights take effect. */
  void weightsChanged() {
    convolution.weightsChanged(weights.values());
  }

  /** Computes the outputs of {@code count} images. */
  void forward(float[] input, float[] output, int count) {
    convolution.forward(input, output, count);
    int run = geometry.outputWidth() * count;
    for (int row = 0; row < geometry.outputHeight() * geometry.filters(); row++) {
      float shift = bias.values()[row % geometry.filters()];
      if (activation == Activation.RELU) {
        Vectors.addAndRectify(output, row * run, run, shift);
      } else {
        Vectors.add(output, row * run, run, shift);
      }
    }
  }

  /**
   * Takes the gradient with respect to the outputs and turns it into that before the activation.
   */
  void startBackward(float[] output, float[] gradient, int count) {
    if (activation == Activation.RELU) {
      Vectors.zeroWhereNotPositive(gradient, output, count * geometry.outputSize());
    }
    convolution.outputGradient(gradient, count);
  }

  /** Computes the gradients of weights and bias; call it before {@link #inputGradient}. */
  void weightGradient(float[] gradient, int count) {
    convolution.weightGradient(weights.gradient(), count);
    for (int filter = 0; filter < geometry.filters(); filter++) {
      bias.gradient()[filter] = filterSums.of(gradient, filter, count);
    }
  }

  /** Computes the gradient with respect to the inputs. */
  void inputGradient(float[] inputGradient, int count) {
    convolution.inputGradient(inputGradient, count);
  }

  /** Takes the weights of the DL4J network. */
  void load(MultiLayerNetwork network) {
    INDArray source = dl4jWeights(network);
    float[] theirs = source.dup('c').data().asFloat();
    float[] ours = weights.values();
    forEachWeight(source, (our, their) -> ours[our] = theirs[their]);
    float[] theirBias = dl4jBias(network).dup('c').data().asFloat();
    System.arraycopy(theirBias, 0, bias.values(), 0, theirBias.length);
    weightsChanged();
  }

  /** Gives the weights to the DL4J network. */
  void store(MultiLayerNetwork network) {
    INDArray target = dl4jWeights(network);
    float[] ours = weights.values();
    float[] theirs = new float[ours.length];
    forEachWeight(target, (our, their) -> theirs[their] = ours[our]);
    target.assign(Nd4j.createFromArray(theirs).reshape('c', target.shape()));
    INDArray theirBias = dl4jBias(network);
    theirBias.assign(Nd4j.createFromArray(bias.values()).reshape('c', theirBias.shape()));
  }

  private INDArray dl4jWeights(MultiLayerNetwork network) {
    return network.getLayer(layer).getParam("W");
  }

  private INDArray dl4jBias(MultiLayerNetwork network) {
    return network.getLayer(layer).getParam("b");
  }

  private void forEachWeight(INDArray dl4jWeights, Pairing pairing) {
    int rows = geometry.kernelRows();
    int columns = geometry.kernelColumns();
    int channels = geometry.channels();
    int filters = geometry.filters();
    boolean dense = dl4jWeights.rank() == 2;
    for (int f = 0; f < filters; f++) {
      for (int c = 0; c < channels; c++) {
        for (int y = 0; y < rows; y++) {
          for (int x = 0; x < columns; x++) {
            int place = (c * rows + y) * columns + x;
            int their = dense ? place * filters + f : f * channels * rows * columns + place;
            pairing.visit(convolution.place(f, c, y, x), their);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Pairing {
    void visit(int our, int their);
  }

  /** As {@link Convolution#sumsAlike}. */
  boolean sumsAlike(int count, int other) {
    return convolution.sumsAlike(count, other);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
