package org.qusecnets.sweep.network.pretrained.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * A call of a layer.
 *
 * @param layer what is called
 * @param inputs what it takes
 * @param arrays its weights
 * @param graph where its nodes come
 */
record LayerCall(LayerConfig layer, List<KerasTensor> inputs, LayerArrays arrays, OnnxGraph graph) {
  /** Axes of images with channels last, from where they are with channels first. */
  static final long[] TO_LAST = {0, 2, 3, 1};

  private static final long[] TO_FIRST = {0, 3, 1, 2};

  /** The only tensor that it takes. */
  KerasTensor input() throws UnreadableNetwork {
    if (inputs.size() != 1) {
      throw layer.unreadable("called with %d values".formatted(inputs.size()), LayerConfig.REMEDY);
    }
    return inputs.get(0);
  }

  /** The only tensor that it takes, which must be images. */
  KerasTensor images() throws UnreadableNetwork {
    KerasTensor input = input();
    if (input.rank() != 4) {
      throw layer.unreadable(
          "of values of %d axes".formatted(input.rank()),
          "build it behind layers that make images");
    }
    return input;
  }

  /** Whether channels are the first axis of images and not the last one. */
  boolean isChannelsFirst() throws UnreadableNetwork {
    return layer.isChannelsFirst().orElse(false);
  }

  /** What an operator makes of values. */
  String node(String operator, Attributes attributes, String... values) {
    return graph.named(layer.path(), operator, attributes, values);
  }

  /** The same without attributes. */
  String node(String operator, String... values) {
    return node(operator, new Attributes(), values);
  }

  /** What an operator makes of one value, of the same axes. */
  KerasTensor then(KerasTensor tensor, String operator, Attributes attributes, String... further) {
    List<String> values = new ArrayList<>(List.of(tensor.value()));
    values.addAll(Arrays.asList(further));
    return new KerasTensor(
        node(operator, attributes, values.toArray(new String[0])), tensor.rank());
  }

  /** The same without attributes. */
  KerasTensor then(KerasTensor tensor, String operator, String... further) {
    return then(tensor, operator, new Attributes(), further);
  }

  /** What an operator on images with channels first makes of images as they are in this layer. */
  KerasTensor ofImages(
      KerasTensor images, String operator, Attributes attributes, String... further)
      throws UnreadableNetwork {
    if (isChannelsFirst()) {
      return then(images, operator, attributes, further);
    }
    KerasTensor first = transposed(images, TO_FIRST);
    return transposed(then(first, operator, attributes, further), TO_LAST);
  }

  /** Images with channels last. */
  KerasTensor channelsLast(KerasTensor images) {
    return transposed(images, TO_LAST);
  }

  /** Axes in another order. */
  KerasTensor transposed(KerasTensor tensor, long... order) {
    return then(tensor, "Transpose", new Attributes().integers("perm", order));
  }

  /** All values of an image in a row. */
  KerasTensor flattened(KerasTensor tensor) {
    return new KerasTensor(node("Flatten", new Attributes().integer("axis", 1), tensor.value()), 2);
  }
}
