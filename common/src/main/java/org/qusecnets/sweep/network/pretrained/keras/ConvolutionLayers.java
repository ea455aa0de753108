package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.hdf5.Hdf5Array;

/** Convolutions, whose kernels Keras has as [rows, columns, channels, filters]. */
final class ConvolutionLayers {
  private static final String KERNEL = "kernel";
  private static final String DEPTHWISE = "depthwise_kernel";
  private static final String POINTWISE = "pointwise_kernel";
  private static final String BIAS = "bias";

  private ConvolutionLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    return Map.of(
        "Conv2D", ConvolutionLayers::full,
        "DepthwiseConv2D", ConvolutionLayers::depthwise,
        "SeparableConv2D", ConvolutionLayers::separable);
  }

  private static KerasTensor full(LayerCall call) throws UnreadableNetwork {
    boolean isBiased = read(call, KERNEL);
    int filters = call.layer().integer("filters", 0);
    long[] kernel = call.layer().pair("kernel_size", 1);
    Attributes attributes = SlidingWindows.attributes(call.layer(), kernel);
    attributes.integer("group", call.layer().integer("groups", 1));
    String weights =
        call.arrays()
            .constant(
                KERNEL,
                array -> permuted(array, 3, 2, 0, 1),
                (int) kernel[0],
                (int) kernel[1],
                -1,
                filters);
    return activated(call, convolved(call, call.images(), attributes, weights, isBiased));
  }

  private static KerasTensor depthwise(LayerCall call) throws UnreadableNetwork {
    boolean isBiased = read(call, KERNEL);
    return activated(call, ofEachChannel(call, KERNEL, isBiased));
  }

  private static KerasTensor separable(LayerCall call) throws UnreadableNetwork {
    boolean isBiased = read(call, DEPTHWISE, POINTWISE);
    KerasTensor each = ofEachChannel(call, DEPTHWISE, false);
    String weights =
        call.arrays()
            .constant(
                POINTWISE,
                array -> permuted(array, 3, 2, 0, 1),
                1,
                1,
                -1,
                call.layer().integer("filters", 0));
    return activated(
        call,
        convolved(call, each, new Attributes().integers("kernel_shape", 1, 1), weights, isBiased));
  }

  private static boolean read(LayerCall call, String... kernels) throws UnreadableNetwork {
    boolean isBiased = call.layer().isOn("use_bias", true);
    List<String> names = new ArrayList<>(Arrays.asList(kernels));
    if (isBiased) {
      names.add(BIAS);
    }
    call.arrays().read(names);
    return isBiased;
  }

  private static KerasTensor ofEachChannel(LayerCall call, String name, boolean isBiased)
      throws UnreadableNetwork {
    long[] kernel = call.layer().pair("kernel_size", 1);
    int filters = call.layer().integer("depth_multiplier", 1);
    String weights =
        call.arrays()
            .constant(
                name,
                ConvolutionLayers::channelsFirst,
                (int) kernel[0],
                (int) kernel[1],
                -1,
                filters);
    Attributes attributes = SlidingWindows.attributes(call.layer(), kernel);
    attributes.integer("group", call.arrays().array(name).dims()[2]);
    return convolved(call, call.images(), attributes, weights, isBiased);
  }

  private static KerasTensor convolved(
      LayerCall call, KerasTensor images, Attributes attributes, String weights, boolean isBiased)
      throws UnreadableNetwork {
    return isBiased
        ? call.ofImages(images, "Conv", attributes, weights, call.arrays().constant(BIAS, -1))
        : call.ofImages(images, "Conv", attributes, weights);
  }

  private static KerasTensor activated(LayerCall call, KerasTensor tensor)
      throws UnreadableNetwork {
    return ActivationLayers.activated(call, tensor);
  }

  /** The filters of each channel side by side: [channels x filters, 1, rows, columns]. */
  private static Hdf5Array channelsFirst(Hdf5Array kernel) {
    Hdf5Array moved = permuted(kernel, 2, 3, 0, 1);
    int[] dims = moved.dims();
    return new Hdf5Array(new int[] {dims[0] * dims[1], 1, dims[2], dims[3]}, moved.values());
  }

  /** Axes in another order. */
  private static Hdf5Array permuted(Hdf5Array array, int... order) {
    int rank = order.length;
    int[] steps = new int[rank];
    int step = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
      steps[axis] = step;
      step *= array.dims()[axis];
    }
    int[] dims = Arrays.stream(order).map(axis -> array.dims()[axis]).toArray();
    float[] values = new float[array.values().length];
    for (int i = 0; i < values.length; i++) {
      int rest = i;
      int from = 0;
      for (int axis = rank - 1; axis >= 0; axis--) {
        from += rest % dims[axis] * steps[order[axis]];
        rest /= dims[axis];
      }
      values[i] = array.values()[from];
    }
    return new Hdf5Array(dims, values);
  }
}
