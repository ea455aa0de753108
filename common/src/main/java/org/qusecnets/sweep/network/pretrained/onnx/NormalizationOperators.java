package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.Map;
import org.qusecnets.sweep.network.pretrained.LayerWeights.Normalized;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.folding.Affine;
import org.qusecnets.sweep.network.pretrained.folding.Statistics;
import org.qusecnets.sweep.network.pretrained.onnx.Axes.Side;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;

/** Batch normalisation with frozen statistics. */
final class NormalizationOperators {
  private static final double USUAL_DECAY = 0.9;

  private NormalizationOperators() {}

  /** By their names. */
  static Map<String, Operator> all() {
    return Map.of("BatchNormalization", NormalizationOperators::normalize);
  }

  private static Signal normalize(Operation operation) throws UnreadableNetwork {
    Signal signal = operation.signal(0);
    if (operation.integer("training_mode", 0) != 0) {
      throw operation.unreadable(
          "with the statistics of a batch",
          "export it as it is evaluated: in PyTorch after eval()");
    }
    if (signal.axes().rank() < 1) {
      throw operation.damaged("of values of one axis");
    }
    int length = signal.axes().dims()[0];
    operation.budget().take(4L * length);
    float[] gamma = ofEach(operation, 1, length);
    float[] beta = ofEach(operation, 2, length);
    float[] mean = ofEach(operation, 3, length);
    float[] variance = ofEach(operation, 4, length);
    double epsilon = operation.number("epsilon", 1e-5);
    double momentum = operation.number("momentum", USUAL_DECAY);
    for (float value : variance) {
      if (!(value >= 0 && value + epsilon > 0)) {
        throw operation.unreadable(
            "with a variance of %s and an epsilon of %s".formatted(value, epsilon),
            "train the network again");
      }
    }
    boolean isOfChannels =
        signal.axes().has(0, Side.CHANNELS) && signal.image().channels() == length;
    if (isOfChannels && epsilon > 0 && epsilon <= 1) {
      double decay = momentum >= 0 && momentum < 1 ? momentum : USUAL_DECAY;
      return signal.then(
          new Element.Normalized(
              operation,
              new Statistics(
                  new BatchNormalization(epsilon, decay),
                  new Normalized(gamma, beta, mean, variance))));
    }
    double[] scales = new double[length];
    double[] shifts = new double[length];
    for (int i = 0; i < length; i++) {
      scales[i] = gamma[i] / Math.sqrt(variance[i] + epsilon);
      shifts[i] = beta[i] - mean[i] * scales[i];
    }
    if (isOfChannels) {
      return signal.then(new Element.Scaled(operation, new Affine(scales, shifts)));
    }
    if (signal.axes().rank() != 1) {
      throw operation.unreadable(
          "along another axis than that of channels",
          "export the network for images of [N, channels, rows, columns]");
    }
    return signal.then(
        new Element.ScaledValues(operation, inOrder(signal.axes(), new Affine(scales, shifts))));
  }

  /** For values in the order [channels, rows, columns]. */
  private static Affine inOrder(Axes axes, Affine affine) {
    int[] positions = axes.positions();
    double[] scales = new double[positions.length];
    double[] shifts = new double[positions.length];
    for (int i = 0; i < positions.length; i++) {
      scales[positions[i]] = affine.scale(i);
      shifts[positions[i]] = affine.shift(i);
    }
    return new Affine(scales, shifts);
  }

  private static float[] ofEach(Operation operation, int index, int length)
      throws UnreadableNetwork {
    Constant.Floats values = operation.floats(index);
    if (values.size() != length) {
      throw operation.damaged("with %d numbers for %d channels".formatted(values.size(), length));
    }
    return values.values();
  }
}
