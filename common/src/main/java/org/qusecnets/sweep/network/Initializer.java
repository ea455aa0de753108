package org.qusecnets.sweep.network;

import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry.Reach;
import org.qusecnets.sweep.network.layer.LayerGeometry;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.layer.WeightOrder;
import org.qusecnets.sweep.recipe.NetworkOptions.Initialization;
import org.qusecnets.sweep.recipe.layer.Dense;

/**
 * Draws a network's weights from a seed alone, with {@link Random}, whose sequence is part of
 * Java's specification: ND4J's generator belongs to a thread, and a defense's own parameters would
 * shift what the layers behind it draw.
 */
final class Initializer {
  private Initializer() {}

  /** Draws all weights; biases stay 0 and all else where it is. */
  static void draw(
      NetworkStructure structure,
      Map<String, INDArray> parameters,
      Initialization initialization,
      long seed) {
    Random random = new Random(seed);
    structure.weighted().forEach(layer -> draw(layer, parameters, initialization, random));
  }

  private static void draw(
      Weighted layer,
      Map<String, INDArray> parameters,
      Initialization initialization,
      Random random) {
    ConvolutionGeometry geometry = LayerGeometry.of(layer.layer(), layer.input());
    int fanIn = geometry.patchSize();
    int ofChannel =
        geometry.reach() == Reach.ONE_CHANNEL
            ? geometry.filters() / geometry.channels()
            : geometry.filters();
    long area =
        layer.layer() instanceof Dense
            ? 1
            : (long) geometry.kernelRows() * geometry.kernelColumns();
    double[] drawn = draw(geometry.filters(), fanIn, ofChannel * area, initialization, random);
    float[] placed = new float[drawn.length];
    int[] next = {0};
    // Filter by filter and channel by channel, as they were drawn.
    WeightOrder.forEach(
        geometry,
        Parameters.of(parameters, layer.name(), Parameters.WEIGHTS),
        (filter, channel, row, column, place) -> placed[place] = (float) drawn[next[0]++]);
    Parameters.write(parameters, layer.name(), Parameters.WEIGHTS, placed);
  }

  private static double[] draw(
      int outputs, int fanIn, long fanOut, Initialization initialization, Random random) {
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
    return weights;
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
