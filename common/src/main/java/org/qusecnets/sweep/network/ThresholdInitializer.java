package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Places the thresholds of a {@link ThresholdLayer}. */
final class ThresholdInitializer implements ParamInitializer {
  static final ThresholdInitializer INSTANCE = new ThresholdInitializer();
  private static final List<String> KEYS = List.of(ThresholdLayer.THRESHOLDS);

  private ThresholdInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    ThresholdFunction function = ((ThresholdLayer) layer).function();
    return (long) function.thresholds() * function.cells();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return KEYS;
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return KEYS;
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return KEYS.contains(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray parameters, boolean initialize) {
    ThresholdFunction function = ((ThresholdLayer) configuration.getLayer()).function();
    INDArray thresholds = shaped(function, parameters);
    if (initialize) {
      for (int k = 0; k < function.thresholds(); k++) {
        thresholds.getRow(k).assign(function.initialThreshold(k));
      }
    }
    configuration.addVariable(ThresholdLayer.THRESHOLDS);
    return Map.of(ThresholdLayer.THRESHOLDS, thresholds);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradients) {
    ThresholdFunction function = ((ThresholdLayer) configuration.getLayer()).function();
    return Map.of(ThresholdLayer.THRESHOLDS, shaped(function, gradients));
  }

  private static INDArray shaped(ThresholdFunction function, INDArray flat) {
    return flat.reshape('c', function.thresholds(), function.cells());
  }
}
