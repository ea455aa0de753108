package org.qusecnets.sweep.network.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parameters of layers in the table of a DL4J network, {@code layer_key}. */
public final class Parameters {
  /** Key of weights. */
  public static final String WEIGHTS = "W";

  /** Key of biases. */
  public static final String BIAS = "b";

  /** Key of thresholds. */
  public static final String THRESHOLDS = "t";

  private Parameters() {}

  /** One of them, as DL4J holds it. */
  public static INDArray of(Map<String, INDArray> parameters, String layer, String key) {
    INDArray found = parameters.get(layer + "_" + key);
    if (found == null) {
      throw new IllegalArgumentException(
          "the network has no parameter "
              + key
              + " of layer "
              + layer
              + ": "
              + parameters.keySet());
    }
    return found;
  }

  /** Its values in C order. */
  public static float[] read(Map<String, INDArray> parameters, String layer, String key) {
    return of(parameters, layer, key).dup('c').data().asFloat();
  }

  /** Gives it these values, in C order. */
  public static void write(
      Map<String, INDArray> parameters, String layer, String key, float[] values) {
    INDArray target = of(parameters, layer, key);
    target.assign(Nd4j.createFromArray(values).reshape('c', target.shape()));
  }
}
