package org.qusecnets.sweep.network.layer;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.FilterSums;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.interval.TrainedLayer;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/**
 * A convolution or fully connected layer with its bias and rectifier, and with the batch
 * normalisation behind it where a network is evaluated.
 *
 * <p>Weights are in the {@link Convolution}'s order here, in DL4J as of {@link WeightOrder}.
 */
public final class ConvolutionStage implements LayerStage {
  private final String layer;
  private final ConvolutionGeometry geometry;
  private final Bias hasBias;
  private final Rectifier rectifier;
  private final Optional<FoldedNormalization> normalization;
  private final TrainableParameters weights;
  private final TrainableParameters bias;
  private final Convolution convolution;
  private final FilterSums filterSums;
  private final float[] outputs;
  private final float[] inputGradient;

  /**
   * A stage with weights of 0.
   *
   * @param layer name of the DL4J layer that it computes
   * @param normalization what its weights are multiplied by when they are taken from the network;
   *     they can be neither trained nor given back then
   * @param capacity the most images of a batch
   */
  public ConvolutionStage(
      String layer,
      ConvolutionGeometry geometry,
      Bias hasBias,
      Rectifier rectifier,
      Optional<FoldedNormalization> normalization,
      Convolution.Purpose purpose,
      int capacity) {
    this.layer = layer;
    this.geometry = geometry;
    this.hasBias = hasBias;
    this.rectifier = rectifier;
    this.normalization = normalization;
    weights = TrainableParameters.weights(geometry.filters() * geometry.patchSize());
    bias = new TrainableParameters(geometry.filters());
    convolution = Convolution.of(geometry, purpose, capacity);
    filterSums = new FilterSums(geometry, capacity);
    outputs = new float[capacity * geometry.outputSize()];
    inputGradient =
        new float[capacity * geometry.height() * geometry.width() * geometry.channels()];
  }

  @Override
  public int outputSize() {
    return geometry.outputSize();
  }

  @Override
  public Stream<TrainableParameters> weights() {
    return hasBias == Bias.LEARNED ? Stream.of(weights, bias) : Stream.of(weights);
  }

  /**
   * The layer with its parameters, for interval arithmetic; what that computes takes the place of
   * what this stage last did.
   *
   * @param limit where the rectifier behind it ends
   */
  public TrainedLayer layer(float limit) {
    return new TrainedLayer(geometry, convolution, weights, bias, limit);
  }

  @Override
  public void parametersChanged() {
    convolution.weightsChanged(weights.values());
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    convolution.forward(values, outputs, count);
    int run = geometry.outputWidth() * count;
    for (int row = 0; row < geometry.outputHeight() * geometry.filters(); row++) {
      float shift = bias.values()[row % geometry.filters()];
      if (rectifier == Rectifier.RELU) {
        Vectors.addAndRectify(outputs, row * run, run, shift);
      } else {
        Vectors.add(outputs, row * run, run, shift);
      }
    }
    return outputs;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    if (rectifier == Rectifier.RELU) {
      // Whatever changed the outputs since left them positive, or lets no gradient through.
      Vectors.zeroWhereNotPositive(gradient, outputs, count * geometry.outputSize());
    }
    convolution.outputGradient(gradient, count);
    if (wanted.parameters()) {
      convolution.weightGradient(weights.gradient(), count);
    }
    if (wanted.parameters() && hasBias == Bias.LEARNED) {
      for (int filter = 0; filter < geometry.filters(); filter++) {
        bias.gradient()[filter] = filterSums.of(gradient, filter, count);
      }
    }
    if (wanted.input()) {
      convolution.inputGradient(inputGradient, count);
    }
    return inputGradient;
  }

  @Override
  public void load(Map<String, INDArray> parameters) {
    float[] ours = weights.values();
    float[] theirs = Parameters.read(parameters, layer, Parameters.WEIGHTS);
    float[] shifts =
        hasBias == Bias.LEARNED
            ? Parameters.read(parameters, layer, Parameters.BIAS)
            : new float[geometry.filters()];
    Optional<Normalization> behind = normalization.map(folded -> folded.of(parameters));
    forEachWeight(
        parameters,
        (filter, our, their) ->
            ours[our] =
                behind
                    .map(of -> (float) (theirs[their] * of.factor(filter)))
                    .orElse(theirs[their]));
    for (int filter = 0; filter < shifts.length; filter++) {
      bias.values()[filter] = shifts[filter];
      if (behind.isPresent()) {
        bias.values()[filter] = (float) behind.get().apply(filter, shifts[filter]);
      }
    }
    parametersChanged();
  }

  @Override
  public void store(Map<String, INDArray> parameters) {
    if (normalization.isPresent()) {
      throw new IllegalStateException("weights of layer " + layer + " are for evaluation only");
    }
    float[] ours = weights.values();
    float[] theirs = new float[ours.length];
    forEachWeight(parameters, (filter, our, their) -> theirs[their] = ours[our]);
    Parameters.write(parameters, layer, Parameters.WEIGHTS, theirs);
    if (hasBias == Bias.LEARNED) {
      Parameters.write(parameters, layer, Parameters.BIAS, bias.values());
    }
  }

  private void forEachWeight(Map<String, INDArray> parameters, Pairing pairing) {
    WeightOrder.forEach(
        geometry,
        Parameters.of(parameters, layer, Parameters.WEIGHTS),
        (filter, channel, row, column, place) ->
            pairing.visit(filter, convolution.place(filter, channel, row, column), place));
  }

  @FunctionalInterface
  private interface Pairing {
    void visit(int filter, int our, int their);
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return convolution.sumsAlike(count, other);
  }

  @Override
  public void close() {
    convolution.close();
  }
}
