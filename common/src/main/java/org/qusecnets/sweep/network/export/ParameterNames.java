package org.qusecnets.sweep.network.export;

import java.util.HashSet;
import java.util.Set;

/**
 * Names of exported parameters: {@code layer1_weights}, {@code layer1_bias}, {@code layer2_weights}
 * and so on; {@code layer1_thresholds} are those of the first layer's quantized activations. Layers
 * with parameters are counted in their order, those inside of blocks included; the quantization
 * layer, whose are the {@code thresholds}, is not, so that a layer has the same name with and
 * without a defense.
 */
public final class ParameterNames {
  /** Those of the quantization layer. */
  public static final String THRESHOLDS = "thresholds";

  private final Set<String> ofActivations = new HashSet<>();
  private int layer;

  /** Goes on to the next layer with parameters. */
  public void next() {
    layer++;
  }

  /** Name of a parameter of this layer, such as {@code weights}. */
  public String of(String role) {
    return "layer" + layer + "_" + role;
  }

  /** Name of the thresholds of this layer's activations; a layer's second ones count as its own. */
  public String thresholds() {
    while (!ofActivations.add(of(THRESHOLDS))) {
      next();
    }
    return of(THRESHOLDS);
  }
}
