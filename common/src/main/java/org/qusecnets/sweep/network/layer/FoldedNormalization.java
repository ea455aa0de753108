package org.qusecnets.sweep.network.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation with frozen statistics, to be multiplied into the convolution before it.
 *
 * @param layer name of its layer in the DL4J network
 * @param epsilon what is added to the variance
 */
public record FoldedNormalization(String layer, double epsilon) {
  /** Its parameters and statistics in a DL4J network. */
  Normalization of(Map<String, INDArray> parameters) {
    return Normalization.of(parameters, layer, epsilon);
  }
}
