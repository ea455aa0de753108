package org.qusecnets.sweep.network;

import java.io.Serializable;
import java.util.Map;

/** What follows each hidden layer of a network. */
public sealed interface ActivationOptions extends Serializable {
  /** The network's own rectifiers: {@code max(0, x)}. */
  static ActivationOptions rectified() {
    return new Rectified();
  }

  /** How gradients go back through it: {@code exact}, or in a few words what stands in. */
  String gradient();

  /** Its type and parameters by configuration key. */
  Map<String, Object> parameters();

  /** Rectifiers. */
  record Rectified() implements ActivationOptions {
    @Override
    public Map<String, Object> parameters() {
      return Map.of("type", "rectified");
    }

    @Override
    public String gradient() {
      return "exact";
    }
  }
}
