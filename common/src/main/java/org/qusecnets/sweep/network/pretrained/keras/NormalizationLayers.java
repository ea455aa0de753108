package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;

/** What brings values to a scale. */
final class NormalizationLayers {
  private static final String AXIS = "axis";
  private static final String GAMMA = "gamma";
  private static final String BETA = "beta";
  private static final String MOVING_MEAN = "moving_mean";
  private static final String MOVING_VARIANCE = "moving_variance";
  private static final String MEAN = "mean";
  private static final String VARIANCE = "variance";

  /** Keras's own, below which it takes no deviation for one. */
  private static final double LEAST_DEVIATION = 1e-7;

  private NormalizationLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    return Map.of(
        "BatchNormalization", NormalizationLayers::batches,
        "Normalization", NormalizationLayers::adapted,
        "Rescaling", NormalizationLayers::rescaled);
  }

  private static KerasTensor batches(LayerCall call) throws UnreadableNetwork {
    LayerConfig layer = call.layer();
    // What is done in training only.
    layer.ignore("synchronized", "renorm", "renorm_clipping", "renorm_momentum");
    KerasTensor input = call.input();
    int axis = axis(layer, layer.integers(AXIS).orElse(new int[] {-1}), input.rank());
    boolean isScaled = layer.isOn("scale", true);
    boolean isShifted = layer.isOn("center", true);
    List<String> names = new ArrayList<>();
    if (isScaled) {
      names.add(GAMMA);
    }
    if (isShifted) {
      names.add(BETA);
    }
    names.addAll(List.of(MOVING_MEAN, MOVING_VARIANCE));
    call.arrays().read(names);
    int channels = call.arrays().array(MOVING_MEAN).values().length;
    long[] order = new long[input.rank()];
    long[] back = new long[input.rank()];
    // The axis moves to the second place, and the ones before it follow.
    for (int i = 0; i < order.length; i++) {
      order[i] = i == 0 || i > axis ? i : i == 1 ? axis : i - 1;
      back[(int) order[i]] = i;
    }
    KerasTensor moved = axis == 1 ? input : call.transposed(input, order);
    KerasTensor made =
        call.then(
            moved,
            "BatchNormalization",
            new Attributes()
                .number("epsilon", layer.number("epsilon", 1e-3))
                .number("momentum", layer.number("momentum", 0.99)),
            isScaled ? call.arrays().constant(GAMMA, channels) : all(call, GAMMA, channels, 1),
            isShifted ? call.arrays().constant(BETA, channels) : all(call, BETA, channels, 0),
            call.arrays().constant(MOVING_MEAN, channels),
            call.arrays().constant(MOVING_VARIANCE, channels));
    return axis == 1 ? made : call.transposed(made, back);
  }

  private static String all(LayerCall call, String name, int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return call.arrays().constant(name, new Hdf5Array(new int[] {count}, values));
  }

  private static int axis(LayerConfig layer, int[] axes, int rank) throws UnreadableNetwork {
    int axis = axes.length == 1 ? axes[0] + (axes[0] < 0 ? rank : 0) : 0;
    if (axis < 1 || axis >= rank) {
      throw layer.strange(AXIS);
    }
    return axis;
  }

  private static KerasTensor adapted(LayerCall call) throws UnreadableNetwork {
    LayerConfig layer = call.layer();
    double[] means;
    double[] variances;
    if (layer.option(MEAN).isPresent()) {
      means = layer.numbers(MEAN, 0);
      variances = layer.numbers(VARIANCE, 1);
    } else {
      call.arrays().read(List.of(MEAN, VARIANCE, "count"));
      means = numbers(call.arrays().array(MEAN));
      variances = numbers(call.arrays().array(VARIANCE));
    }
    int rank = call.input().rank();
    int[] axes = layer.integers(AXIS).orElse(new int[] {-1});
    int[] sides = new int[rank];
    Arrays.fill(sides, 1);
    if (means.length != variances.length) {
      throw layer.strange(VARIANCE);
    } else if (means.length != 1) {
      sides[axis(layer, axes, rank)] = means.length;
    }
    double[] deviations =
        Arrays.stream(variances)
            .map(variance -> Math.max(Math.sqrt(variance), LEAST_DEVIATION))
            .toArray();
    String mean = constant(call, MEAN, sides, means);
    String deviation = constant(call, "deviation", sides, deviations);
    return layer.isOn("invert", false)
        ? call.then(call.then(call.input(), "Mul", deviation), "Add", mean)
        : call.then(call.then(call.input(), "Sub", mean), "Div", deviation);
  }

  private static double[] numbers(Hdf5Array array) {
    double[] numbers = new double[array.values().length];
    Arrays.setAll(numbers, i -> array.values()[i]);
    return numbers;
  }

  private static String constant(LayerCall call, String name, int[] sides, double... values) {
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return call.arrays().constant(name, new Hdf5Array(sides, rounded));
  }

  private static KerasTensor rescaled(LayerCall call) throws UnreadableNetwork {
    double[] scales = call.layer().numbers("scale", 1);
    double[] offsets = call.layer().numbers("offset", 0);
    String scale = constant(call, "scale", new int[] {scales.length}, scales);
    String offset = constant(call, "offset", new int[] {offsets.length}, offsets);
    return call.then(call.then(call.input(), "Mul", scale), "Add", offset);
  }
}
