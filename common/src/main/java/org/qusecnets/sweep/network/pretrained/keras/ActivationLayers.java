package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Functions of single values, and probabilities, as layers and as what other layers end with. */
final class ActivationLayers {
  private static final String ACTIVATION = "activation";
  private static final String ALPHA = "alpha";
  private static final String SLOPE = "negative_slope";
  private static final String LIMIT = "max_value";
  private static final String AXIS = "axis";
  private static final double SLOPE_OF_FUNCTION = 0.2;
  private static final double SLOPE_OF_LAYER = 0.3;

  private ActivationLayers() {}

  /** By their classes. */
  static Map<String, LayerTranslation> all() {
    Map<String, LayerTranslation> all = new HashMap<>(functions());
    all.put("Activation", call -> activated(call, call.input()));
    all.put("PReLU", ActivationLayers::sloped);
    return all;
  }

  /** Those without weights, which may be in the place of a function's name. */
  private static Map<String, LayerTranslation> functions() {
    return Map.of(
        "ReLU", ActivationLayers::rectified,
        "LeakyReLU", ActivationLayers::leaky,
        "ELU", call -> elu(call, call.input(), call.layer().number(ALPHA, 1)),
        "Softmax", ActivationLayers::probabilities);
  }

  /** What the function that a layer ends with makes of values. */
  static KerasTensor activated(LayerCall call, KerasTensor tensor) throws UnreadableNetwork {
    Optional<JsonNode> written = call.layer().option(ACTIVATION);
    if (written.isEmpty()) {
      return tensor;
    }
    if (!written.get().isTextual()) {
      return asLayer(call, tensor, written.get());
    }
    return switch (written.get().asText()) {
      case "linear" -> tensor;
      case "relu" -> call.then(tensor, "Relu");
      case "relu6" -> clipped(call, tensor, 6);
      case "leaky_relu" -> leaky(call, tensor, SLOPE_OF_FUNCTION);
      case "elu" -> elu(call, tensor, 1);
      case "tanh" -> call.then(tensor, "Tanh");
      case "sigmoid" -> call.then(tensor, "Sigmoid");
      case "softplus" -> call.then(tensor, "Softplus");
      case "gelu" -> call.then(tensor, "Gelu", new Attributes().word("approximate", "none"));
      case "softmax" -> call.then(tensor, "Softmax", new Attributes().integer(AXIS, -1));
      default -> throw call.layer().strange(ACTIVATION);
    };
  }

  private static KerasTensor asLayer(LayerCall call, KerasTensor tensor, JsonNode written)
      throws UnreadableNetwork {
    LayerTranslation translation = functions().get(written.path("class_name").asText());
    if (translation == null) {
      throw call.layer().strange(ACTIVATION);
    }
    LayerConfig layer = LayerConfig.of(written, call.layer().path() + "/");
    KerasTensor made =
        translation.apply(new LayerCall(layer, List.of(tensor), call.arrays(), call.graph()));
    layer.checkAllRead();
    return made;
  }

  private static KerasTensor clipped(LayerCall call, KerasTensor tensor, double limit) {
    return call.then(tensor, "Clip", call.graph().number(0), call.graph().number(limit));
  }

  private static KerasTensor leaky(LayerCall call, KerasTensor tensor, double slope) {
    return call.then(tensor, "LeakyRelu", new Attributes().number(ALPHA, slope));
  }

  private static KerasTensor elu(LayerCall call, KerasTensor tensor, double alpha) {
    return call.then(tensor, "Elu", new Attributes().number(ALPHA, alpha));
  }

  private static KerasTensor rectified(LayerCall call) throws UnreadableNetwork {
    LayerConfig layer = call.layer();
    double slope = layer.number(SLOPE, 0);
    boolean isBounded = layer.option(LIMIT).isPresent();
    if (layer.number("threshold", 0) != 0) {
      throw layer.strange("threshold");
    } else if (slope != 0 && isBounded) {
      throw layer.strange(LIMIT);
    } else if (isBounded) {
      return clipped(call, call.input(), layer.number(LIMIT, 0));
    }
    return slope == 0 ? call.then(call.input(), "Relu") : leaky(call, call.input(), slope);
  }

  /** Keras 2 has another name for the slope. */
  private static KerasTensor leaky(LayerCall call) throws UnreadableNetwork {
    double before = call.layer().number(ALPHA, SLOPE_OF_LAYER);
    return leaky(call, call.input(), call.layer().number(SLOPE, before));
  }

  private static KerasTensor sloped(LayerCall call) throws UnreadableNetwork {
    // The array has the sides that follow from them.
    call.layer().ignore("shared_axes");
    call.arrays().read(List.of(ALPHA));
    int[] sides = new int[call.input().rank() - 1];
    Arrays.fill(sides, -1);
    return call.then(call.input(), "PRelu", call.arrays().constant(ALPHA, sides));
  }

  private static KerasTensor probabilities(LayerCall call) throws UnreadableNetwork {
    int[] axes = call.layer().integers(AXIS).orElse(new int[] {-1});
    if (axes.length != 1) {
      throw call.layer().strange(AXIS);
    }
    return call.then(call.input(), "Softmax", new Attributes().integer(AXIS, axes[0]));
  }
}
