package org.qusecnets.sweep.network.layer;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.GradientPath;

/** Layers one behind the other. */
public final class StageSequence implements LayerStage {
  private final List<LayerStage> stages;

  /** These, the first one first; at least one. */
  public StageSequence(List<LayerStage> stages) {
    this.stages = List.copyOf(stages);
  }

  /** The layers that it was made from. */
  public List<LayerStage> stages() {
    return stages;
  }

  @Override
  public float[] forward(float[] values, int count, Pass pass) {
    float[] outputs = values;
    for (LayerStage stage : stages) {
      outputs = stage.forward(outputs, count, pass);
    }
    return outputs;
  }

  @Override
  public float[] backward(float[] gradient, int count, GradientPath path, Wanted wanted) {
    float[] inputs = gradient;
    for (int i = stages.size() - 1; i >= 0; i--) {
      inputs = stages.get(i).backward(inputs, count, path, i == 0 ? wanted : wanted.behind());
    }
    return inputs;
  }

  @Override
  public int outputSize() {
    return stages.get(stages.size() - 1).outputSize();
  }

  @Override
  public boolean changesInput() {
    return stages.get(0).changesInput();
  }

  @Override
  public Stream<TrainableParameters> weights() {
    return stages.stream().flatMap(LayerStage::weights);
  }

  @Override
  public Stream<TrainableParameters> thresholds() {
    return stages.stream().flatMap(LayerStage::thresholds);
  }

  @Override
  public void parametersChanged() {
    stages.forEach(LayerStage::parametersChanged);
  }

  @Override
  public void load(Map<String, INDArray> parameters) {
    stages.forEach(stage -> stage.load(parameters));
  }

  @Override
  public void store(Map<String, INDArray> parameters) {
    stages.forEach(stage -> stage.store(parameters));
  }

  @Override
  public boolean sumsAlike(int count, int other) {
    return stages.stream().allMatch(stage -> stage.sumsAlike(count, other));
  }

  @Override
  public Stream<LayerStage> all() {
    return stages.stream().flatMap(LayerStage::all);
  }

  @Override
  public void close() {
    stages.forEach(LayerStage::close);
  }
}
