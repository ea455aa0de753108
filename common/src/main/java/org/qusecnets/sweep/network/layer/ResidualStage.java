package org.qusecnets.sweep.network.layer;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.arithmetic.Vectors;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/** Layers whose input, or what a shortcut makes of it, is added to their output. */
public final class ResidualStage implements LayerStage {
  private final StageSequence body;
  private final Optional<StageSequence> shortcut;
  private final Rectifier rectifier;
  private final int inputSize;
  private final float[] inputs;
  private final float[] inputsBeside;
  private final float[] outputs;
  private final float[] gradients;
  private final float[] inputGradient;

  /**
   * A stage.
   *
   * @param shortcut what brings the input to the shape of the output; nothing where it has it
   * @param inputSize number of values that it takes of an image
   * @param capacity the most images of a batch
   */
  public ResidualStage(
      StageSequence body,
      Optional<StageSequence> shortcut,
      Rectifier rectifier,
      int inputSize,
      int capacity) {
    this.body = body;
    this.shortcut = shortcut;
    this.rectifier = rectifier;
    this.inputSize = inputSize;
    inputs = new float[body.changesInput() ? capacity * inputSize : 0];
    boolean isChangedBeside = shortcut.filter(LayerStage::changesInput).isPresent();
    inputsBeside = new float[isChangedBeside ? capacity * inputSize : 0];
    outputs = new float[capacity * body.outputSize()];
    gradients = new float[capacity * body.outputSize()];
    inputGradient = new float[capacity * inputSize];
  }

  @Override
  public int outputSize() {
    return body.outputSize();
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    float[] ofBody = body.forward(unchanged(values, inputs, count), count, pass);
    float[] beside =
        shortcut.isPresent()
            ? shortcut.get().forward(unchanged(values, inputsBeside, count), count, pass)
            : values;
    int end = count * outputSize();
    if (rectifier == Rectifier.RELU) {
      for (int i = 0; i < end; i++) {
        outputs[i] = Math.max(0f, ofBody[i] + beside[i]);
      }
    } else {
      for (int i = 0; i < end; i++) {
        outputs[i] = ofBody[i] + beside[i];
      }
    }
    return outputs;
  }

  /** The values, in a place of a branch's own if it changes them: others need them as they are. */
  private float[] unchanged(float[] values, float[] own, int count) {
    if (own.length == 0) {
      return values;
    }
    System.arraycopy(values, 0, own, 0, inputSize * count);
    return own;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    int end = count * outputSize();
    if (rectifier == Rectifier.RELU) {
      Vectors.zeroWhereNotPositive(gradient, outputs, end);
    }
    System.arraycopy(gradient, 0, gradients, 0, end);
    float[] throughBody = body.backward(gradient, count, path, wanted);
    if (wanted.input()) {
      System.arraycopy(throughBody, 0, inputGradient, 0, count * inputSize);
    }
    float[] beside =
        shortcut.isPresent() ? shortcut.get().backward(gradients, count, path, wanted) : gradients;
    if (wanted.input()) {
      Vectors.add(inputGradient, 0, beside, 0, count * inputSize);
    }
    return inputGradient;
  }

  private Stream<StageSequence> branches() {
    return Stream.concat(Stream.of(body), shortcut.stream());
  }

  @Override
  public Stream<TrainableParameters> weights() {
    return branches().flatMap(LayerStage::weights);
  }

  @Override
  public Stream<TrainableParameters> thresholds() {
    return branches().flatMap(LayerStage::thresholds);
  }

  @Override
  public void parametersChanged() {
    branches().forEach(LayerStage::parametersChanged);
  }

  @Override
  public void load(Map<String, INDArray> parameters) {
    branches().forEach(branch -> branch.load(parameters));
  }

  @Override
  public void store(Map<String, INDArray> parameters) {
    branches().forEach(branch -> branch.store(parameters));
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return branches().allMatch(branch -> branch.sumsAlike(count, other));
  }

  @Override
  public Stream<LayerStage> all() {
    return branches().flatMap(LayerStage::all);
  }

  @Override
  public void close() {
    branches().forEach(LayerStage::close);
  }
}
