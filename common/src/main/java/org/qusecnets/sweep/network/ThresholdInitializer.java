package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Places the thresholds of a {@link QuantizationLayer} linearly. */
final class ThresholdInitializer implements ParamInitializer {
  static final ThresholdInitializer INSTANCE = new ThresholdInitializer();
  private static final List<String> KEYS = List.of(QuantizationLayer.THRESHOLDS);

  private ThresholdInitializer() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    QuantizationLayer quantization = (QuantizationLayer) layer;
    return (long) quantization.options().thresholds() * quantization.function().cells();
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
    QuantizationLayer layer = (QuantizationLayer) configuration.getLayer();
    INDArray thresholds = shaped(layer, parameters);
    if (initialize) {
      for (int k = 0; k < layer.options().thresholds(); k++) {
        thresholds.getRow(k).assign(layer.function().initialThreshold(k));
      }
    }
    configuration.addVariable(QuantizationLayer.THRESHOLDS);
    return Map.of(QuantizationLayer.THRESHOLDS, thresholds);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradients) {
    QuantizationLayer layer = (QuantizationLayer) configuration.getLayer();
    return Map.of(QuantizationLayer.THRESHOLDS, shaped(layer, gradients));
  }

  private static INDArray shaped(QuantizationLayer layer, INDArray flat) {
    return flat.reshape('c', layer.options().thresholds(), layer.function().cells());
  }
}
