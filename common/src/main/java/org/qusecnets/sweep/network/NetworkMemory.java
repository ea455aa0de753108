package org.qusecnets.sweep.network;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What DL4J's networks hold outside the heap. */
public final class NetworkMemory {
  private NetworkMemory() {}

  /**
   * Frees a network's parameters, gradients and state of its updater. {@link
   * MultiLayerNetwork#close()} does so too, but then collects all garbage of the JVM twice, while
   * other tasks of an executor wait.
   */
  public static void free(Model network) {
    free(network.params());
    free(network.getGradientsViewArray());
    if (network instanceof ComputationGraph graph && graph.getUpdater(false) != null) {
      free(graph.getUpdater(false).getStateViewArray());
    } else if (network instanceof MultiLayerNetwork list && list.getUpdater(false) != null) {
      free(list.getUpdater(false).getStateViewArray());
    }
  }

  private static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}
