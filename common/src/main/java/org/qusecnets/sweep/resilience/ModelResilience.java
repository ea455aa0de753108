package org.qusecnets.sweep.resilience;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the noise showed of one network.
 *
 * @param name what people call it
 * @param levels n of its quantization layer, if it has one
 * @param curves one for each kind of noise, at least one
 */
public record ModelResilience(String name, OptionalInt levels, List<ResilienceCurve> curves) {
  /** Keeps the curves. */
  public ModelResilience {
    curves = List.copyOf(curves);
  }

  /** The curve of the noise that it tolerates least. */
  public ResilienceCurve strictest() {
    return ResilienceCurve.strictest(curves);
  }
}
