package org.qusecnets.sweep.network.pretrained.keras;

import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Fully connected layers, and sums. */
final class DenseLayers {
  private static final String KERNEL = "kernel";
  private static final String BIAS = "bias";

  private DenseLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    return Map.of("Dense", DenseLayers::connected, "Add", DenseLayers::sum);
  }

  private static KerasTensor connected(LayerCall call) throws UnreadableNetwork {
    boolean isBiased = call.layer().isOn("use_bias", true);
    int units = call.layer().integer("units", 0);
    call.arrays().read(isBiased ? List.of(KERNEL, BIAS) : List.of(KERNEL));
    KerasTensor made = call.then(call.input(), "MatMul", call.arrays().constant(KERNEL, -1, units));
    if (isBiased) {
      made = call.then(made, "Add", call.arrays().constant(BIAS, units));
    }
    return ActivationLayers.activated(call, made);
  }

  private static KerasTensor sum(LayerCall call) throws UnreadableNetwork {
    if (call.inputs().size() < 2) {
      throw call.layer().unreadable("of a single value", LayerConfig.REMEDY);
    }
    KerasTensor first = call.inputs().get(0);
    return call.then(
        first,
        "Sum",
        call.inputs().stream().skip(1).map(KerasTensor::value).toArray(String[]::new));
  }
}
