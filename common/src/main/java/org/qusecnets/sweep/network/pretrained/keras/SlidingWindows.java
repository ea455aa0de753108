package org.qusecnets.sweep.network.pretrained.keras;

import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** SlidingWindows that slide over images. */
final class SlidingWindows {
  private static final String PADDING = "padding";

  private SlidingWindows() {}

  /**
   * What a layer says of its window, as the standard does.
   *
   * @param kernel its rows and columns
   */
  static Attributes attributes(LayerConfig layer, long... kernel) throws UnreadableNetwork {
    Attributes attributes =
        new Attributes()
            .integers("kernel_shape", kernel)
            .integers("dilations", layer.pair("dilation_rate", 1));
    return withPlaces(attributes, layer, layer.pair("strides", 1));
  }

  /** The same of a window that moves by itself unless it says how far. */
  static Attributes ofPool(LayerConfig layer) throws UnreadableNetwork {
    long[] kernel = layer.pair("pool_size", 2);
    long[] strides = layer.option("strides").isPresent() ? layer.pair("strides", 1) : kernel;
    return withPlaces(new Attributes().integers("kernel_shape", kernel), layer, strides);
  }

  private static Attributes withPlaces(Attributes attributes, LayerConfig layer, long... strides)
      throws UnreadableNetwork {
    String padding =
        switch (layer.word(PADDING, "valid")) {
          case "valid" -> "VALID";
          // What is odd comes behind and below.
          case "same" -> "SAME_UPPER";
          default -> throw layer.strange(PADDING);
        };
    return attributes.integers("strides", strides).word("auto_pad", padding);
  }
}
