package org.qusecnets.sweep.network.pretrained.keras;

import java.util.Map;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Pools. */
final class PoolingLayers {
  private PoolingLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    return Map.of(
        "MaxPooling2D", call -> pooled(call, "MaxPool"),
        "AveragePooling2D", call -> pooled(call, "AveragePool"),
        "GlobalMaxPooling2D", call -> ofAll(call, "GlobalMaxPool"),
        "GlobalAveragePooling2D", call -> ofAll(call, "GlobalAveragePool"));
  }

  private static KerasTensor pooled(LayerCall call, String operator) throws UnreadableNetwork {
    return call.ofImages(call.images(), operator, SlidingWindows.ofPool(call.layer()));
  }

  private static KerasTensor ofAll(LayerCall call, String operator) throws UnreadableNetwork {
    KerasTensor one = call.ofImages(call.images(), operator, new Attributes());
    return call.layer().isOn("keepdims", false) ? one : call.flattened(one);
  }
}
