package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What comes out of a DL4J network before its softmax. */
final class Dl4jLogits {
  private Dl4jLogits() {}

  /** The logits, [images x classes], with frozen statistics. */
  static double[] of(Model network, INDArray batch) {
    INDArray hidden;
    String last;
    if (network instanceof ComputationGraph graph) {
      last = graph.getConfiguration().getNetworkOutputs().get(0);
      Map<String, INDArray> activations = graph.feedForward(batch, false);
      hidden = activations.get(graph.getConfiguration().getVertexInputs().get(last).get(0));
    } else {
      MultiLayerNetwork sequence = (MultiLayerNetwork) network;
      last = String.valueOf(sequence.getnLayers() - 1);
      List<INDArray> activations = sequence.feedForward(batch, false);
      hidden = activations.get(sequence.getnLayers() - 1);
    }
    INDArray rows = hidden.dup('c').reshape('c', batch.size(0), -1);
    return rows.mmul(network.paramTable().get(last + "_W"))
        .addRowVector(network.paramTable().get(last + "_b"))
        .dup('c')
        .data()
        .asDouble();
  }
}
