package org.qusecnets.sweep.network;

import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;

/**
 * Draws a network's weights from a seed alone, with {@link Random}, whose sequence is part of
 * Java's specification: ND4J's generator belongs to a thread, and a defense's own parameters would
 * shift what the layers behind it draw.
 */
final class Initializer {
  private Initializer() {}

  /** Draws all weights; biases stay 0 and thresholds where they are. */
  static void draw(MultiLayerNetwork network, Initialization initialization, long seed) {
    Random random = new Random(seed);
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      INDArray weights = network.getLayer(layer).paramTable().get("W");
      if (weights != null) {
        weights.assign(draw(weights.shape(), initialization, random));
      }
    }
  }

  private static INDArray draw(long[] shape, Initialization initialization, Random random) {
    boolean dense = shape.length == 2;
    long area = dense ? 1 : shape[2] * shape[3];
    int outputs = (int) (dense ? shape[1] : shape[0]);
    int fanIn = (int) ((dense ? shape[0] : shape[1]) * area);
    long fanOut = outputs * area;
    double[] weights = new double[outputs * fanIn];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          switch (initialization) {
            case CLEVERHANS_V3 -> random.nextGaussian() / Math.sqrt(fanIn);
            case CLEVERHANS_V2 -> random.nextGaussian();
            case HE -> random.nextGaussian() * Math.sqrt(2.0 / fanIn);
            case GLOROT_UNIFORM ->
                (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (fanIn + fanOut));
          };
    }
    if (initialization == Initialization.CLEVERHANS_V2) {
      scaleRowsToUnitNorm(weights, fanIn);
    }
    INDArray byOutput = Nd4j.create(weights, new long[] {outputs, fanIn}, 'c');
    return dense ? byOutput.transpose() : byOutput.reshape('c', shape);
  }

  private static void scaleRowsToUnitNorm(double[] weights, int fanIn) {
    for (int from = 0; from < weights.length; from += fanIn) {
      double square = 0;
      for (int i = from; i < from + fanIn; i++) {
        square += weights[i] * weights[i];
      }
      for (int i = from; i < from + fanIn; i++) {
        weights[i] /= Math.sqrt(square);
      }
    }
  }
}
