package org.qusecnets.sweep.resilience;

import java.util.List;

/**
 * What the noise showed of one network.
 *
 * @param name what people call it
 * @param front what its defense puts in front of it, such as a quantization layer, by name
 * @param curves one for each kind of noise, at least one
 */
public record ModelResilience(String name, List<String> front, List<ResilienceCurve> curves) {
  /** Copies the lists. */
  public ModelResilience {
    front = List.copyOf(front);
    curves = List.copyOf(curves);
  }

  /**
   * Whether there is anything to say about quantization in front of it: it sees images as they are.
   */
  public boolean takesAdvice() {
    return front.isEmpty();
  }

  /** The curve of the noise that it tolerates least. */
  public ResilienceCurve strictest() {
    return ResilienceCurve.strictest(curves);
  }
}
