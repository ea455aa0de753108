package org.qusecnets.sweep.network;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A convolution or fully connected layer of a {@link NetworkEngine}, with its bias and activation,
 * as matrix products over the patches of up to {@code capacity} images.
 *
 * <p>Weights are [filters, kernel, kernel, channels] here; DL4J's are [filters, channels, kernel,
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
  private final Parameters weights;
  private final Parameters bias;
  private final NativeMatrix nativeWeights;
  private final NativeMatrix nativeWeightGradient;
  private final NativeMatrix patches;
  private final NativeMatrix results;
  private final float[] imagePatches;
  private final float[] imageBias;

  /**
   * A stage with weights of 0.
   *
   * @param layer number of the DL4J layer that it computes
   * @param capacity the most images of a batch
   */
  ConvolutionStage(ConvolutionGeometry geometry, Activation activation, int layer, int capacity) {
    this.geometry = geometry;
    this.activation = activation;
    this.layer = layer;
    int patch = geometry.patchSize();
    weights = new Parameters(geometry.filters() * patch);
    bias = new Parameters(geometry.filters());
    nativeWeights = new NativeMatrix(geometry.filters(), patch);
    nativeWeightGradient = new NativeMatrix(geometry.filters(), patch);
    patches = new NativeMatrix(capacity * geometry.positions(), patch);
    results = new NativeMatrix(capacity * geometry.positions(), geometry.filters());
    imagePatches = new float[geometry.positions() * patch];
    imageBias = new float[geometry.outputSize()];
  }

  int outputSize() {
    return geometry.outputSize();
  }

  /** Weights and bias. */
  List<Parameters> parameters() {
    return List.of(weights, bias);
  }

  /** Makes changed weights take effect. */
  void weightsChanged() {
    nativeWeights.write(0, weights.values(), 0, weights.values().length);
    for (int from = 0; from < imageBias.length; from += geometry.filters()) {
      System.arraycopy(bias.values(), 0, imageBias, from, geometry.filters());
    }
  }

  /** Computes the outputs of {@code count} images. */
  void forward(float[] input, float[] output, int count) {
    int positions = geometry.positions();
    for (int i = 0; i < count; i++) {
      geometry.unfold(input, i * geometry.inputSize(), imagePatches);
      patches.write(i * positions, imagePatches, 0, imagePatches.length);
      results.write(i * positions, imageBias, 0, imageBias.length);
    }
    NativeMatrix.multiplyByTransposedOnto(patches, nativeWeights, results, count * positions);
    int length = count * geometry.outputSize();
    results.read(0, output, 0, length);
    if (activation == Activation.RELU) {
      for (int i = 0; i < length; i++) {
        output[i] = Math.max(0f, output[i]);
      }
    }
  }

  /**
   * Takes the gradient with respect to the outputs and turns it into that before the activation.
   */
  void startBackward(float[] output, float[] gradient, int count) {
    int length = count * geometry.outputSize();
    if (activation == Activation.RELU) {
      for (int i = 0; i < length; i++) {
        // 1 where the output is positive, however small, else 0: a form that becomes vector
        // instructions.
        gradient[i] *= Math.min(1f, output[i] * 0x1p126f * 0x1p24f);
      }
    }
    results.write(0, gradient, 0, length);
  }

  /**
   * Computes the gradients of weights and bias; call it before {@link #inputGradient}, which takes
   * the patches' place.
   */
  void weightGradient(float[] gradient, int count) {
    int rows = count * geometry.positions();
    NativeMatrix.multiplyTransposed(results, patches, nativeWeightGradient, rows);
    nativeWeightGradient.read(0, weights.gradient(), 0, weights.gradient().length);
    int filters = geometry.filters();
    float[] sums = bias.gradient();
    Arrays.fill(sums, 0f);
    for (int row = 0; row < rows; row++) {
      for (int f = 0, i = row * filters; f < filters; f++, i++) {
        sums[f] += gradient[i];
      }
    }
  }

  /** Computes the gradient with respect to the inputs. */
  void inputGradient(float[] inputGradient, int count) {
    int positions = geometry.positions();
    NativeMatrix.multiply(results, nativeWeights, patches, count * positions);
    for (int i = 0; i < count; i++) {
      patches.read(i * positions, imagePatches, 0, imagePatches.length);
      geometry.fold(imagePatches, inputGradient, i * geometry.inputSize());
    }
  }

  /** Takes the weights of the DL4J network. */
  void load(MultiLayerNetwork network) {
    float[] theirs = dl4jWeights(network).dup('c').data().asFloat();
    float[] ours = weights.values();
    forEachWeight((our, their) -> ours[our] = theirs[their]);
    float[] theirBias = dl4jBias(network).dup('c').data().asFloat();
    System.arraycopy(theirBias, 0, bias.values(), 0, theirBias.length);
    weightsChanged();
  }

  /** Gives the weights to the DL4J network. */
  void store(MultiLayerNetwork network) {
    INDArray target = dl4jWeights(network);
    float[] ours = weights.values();
    float[] theirs = new float[ours.length];
    forEachWeight((our, their) -> theirs[their] = ours[our]);
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

  private void forEachWeight(Pairing pairing) {
    int kernel = geometry.kernel();
    int channels = geometry.channels();
    int filters = geometry.filters();
    boolean dense = geometry.positions() == 1 && activation == Activation.IDENTITY;
    int our = 0;
    for (int f = 0; f < filters; f++) {
      for (int y = 0; y < kernel; y++) {
        for (int x = 0; x < kernel; x++) {
          for (int c = 0; c < channels; c++) {
            int place = (c * kernel + y) * kernel + x;
            int their = dense ? place * filters + f : f * channels * kernel * kernel + place;
            pairing.visit(our++, their);
          }
        }
      }
    }
  }

  @FunctionalInterface
  private interface Pairing {
    void visit(int our, int their);
  }

  @Override
  public void close() {
    nativeWeights.close();
    nativeWeightGradient.close();
    patches.close();
    results.close();
  }
}
