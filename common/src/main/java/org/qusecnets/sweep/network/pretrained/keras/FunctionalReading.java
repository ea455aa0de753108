package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.CalledLayer;
import org.qusecnets.sweep.network.pretrained.keras.KerasModel.Reference;

/**
 * Models whose layers are called with what others make. Keras 3 writes each call with its
 * arguments, Keras 2 as a list of what it takes.
 */
final class FunctionalReading {
  private static final String AGAIN = "save it again";

  private final JsonNode content;
  private final LayerConfig config;
  private final int depth;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private boolean isOfLists;

  /** A layer whose calls are not looked at yet. */
  private record Part(LayerConfig config, Optional<KerasModel> model, JsonNode calls) {
    boolean isInput() {
      return config.type().equals(KerasModel.INPUT);
    }

    int count() {
      return isInput() ? 1 : calls.size();
    }
  }

  /**
   * One of a model.
   *
   * @param depth how many models it is in
   */
  FunctionalReading(JsonNode content, LayerConfig config, int depth) {
    this.content = content;
    this.config = config;
    this.depth = depth;
  }

  /**
   * What it says.
   *
   * @param within what is before the names of its layers
   */
  KerasModel read(String within) throws UnreadableNetwork {
    for (JsonNode written : content.path("layers")) {
      LayerConfig layer = LayerConfig.of(written, within);
      JsonNode calls = written.path("inbound_nodes");
      Part part = new Part(layer, KerasModel.inside(written, layer, depth + 1), calls);
      isOfLists |= calls.size() > 0 && calls.get(0).isArray();
      if (parts.put(layer.name(), part) != null) {
        throw layer.unreadable("twice", "give each layer a name of its own");
      }
    }
    Map<String, CalledLayer> layers = new LinkedHashMap<>();
    for (Part part : parts.values()) {
      layers.put(part.config().name(), new CalledLayer(part.config(), part.model(), calls(part)));
    }
    return new KerasModel(
        config, layers, one("input", "input_layers"), one("output", "output_layers"));
  }

  /** The only one of what a model takes or makes. */
  private Reference one(String what, String field) throws UnreadableNetwork {
    JsonNode written = content.path(field);
    List<JsonNode> all = new ArrayList<>();
    if (isReference(written)) {
      all.add(written);
    } else {
      written.forEach(all::add);
    }
    if (all.size() != 1 || !isReference(all.get(0))) {
      throw new UnreadableNetwork(
          "has %d %ss".formatted(all.size(), what),
          "save a model with one of images and one of logits");
    }
    return reference(config, all.get(0), true);
  }

  private static boolean isReference(JsonNode node) {
    return node.isArray() && node.path(0).isTextual();
  }

  private List<List<Reference>> calls(Part part) throws UnreadableNetwork {
    List<List<Reference>> calls = new ArrayList<>();
    if (part.isInput()) {
      calls.add(List.of());
    } else {
      for (JsonNode call : part.calls()) {
        List<Reference> taken = new ArrayList<>();
        if (isReference(call)) {
          listed(part.config(), call, taken);
        } else if (call.isArray()) {
          for (JsonNode value : call) {
            listed(part.config(), value, taken);
          }
        } else {
          checkNamed(part.config(), call.path("kwargs"));
          arguments(part.config(), call.path("args"), taken);
        }
        calls.add(List.copyOf(taken));
      }
    }
    return List.copyOf(calls);
  }

  /** What Keras 2 writes: a name, two numbers and named arguments. */
  private void listed(LayerConfig layer, JsonNode value, List<Reference> taken)
      throws UnreadableNetwork {
    checkNamed(layer, value.path(3));
    taken.add(reference(layer, value, false));
  }

  /** What Keras 3 writes: values, or lists of values. */
  private void arguments(LayerConfig layer, JsonNode argument, List<Reference> taken)
      throws UnreadableNetwork {
    if (argument.isArray()) {
      for (JsonNode inside : argument) {
        arguments(layer, inside, taken);
      }
    } else if (argument.path("class_name").asText().equals("__keras_tensor__")) {
      taken.add(reference(layer, argument.path("config").path("keras_history"), false));
    } else {
      throw layer.unreadable(
          "called with " + UnreadableNetwork.shown(argument.toString()), LayerConfig.REMEDY);
    }
  }

  /** Checks that arguments change nothing of what is computed. */
  private static void checkNamed(LayerConfig layer, JsonNode arguments) throws UnreadableNetwork {
    Iterator<Map.Entry<String, JsonNode>> fields = arguments.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> argument = fields.next();
      boolean isOff = argument.getValue().isBoolean() && !argument.getValue().asBoolean();
      if (!argument.getValue().isNull() && !isOff) {
        throw layer.unreadable(
            "called with %s = %s"
                .formatted(
                    UnreadableNetwork.shown(argument.getKey()),
                    UnreadableNetwork.shown(argument.getValue().toString())),
            "build the model without, as it is evaluated");
      }
    }
  }

  private Reference reference(LayerConfig by, JsonNode written, boolean isOfModel)
      throws UnreadableNetwork {
    String name = written.path(0).asText();
    Part part = parts.get(name);
    boolean isWhole = written.path(1).isInt() && written.path(2).isInt();
    int call = isWhole && part != null ? call(part, written.path(1).asInt(), isOfModel) : -1;
    if (call < 0 || call >= part.count() || written.path(2).asInt() != 0) {
      throw by.unreadable(
          "that refers to %s, which no layer makes"
              .formatted(UnreadableNetwork.shown(written.toString())),
          AGAIN);
    }
    return new Reference(name, call);
  }

  /** Which call of a layer; models count from 1 on where Keras counts their making as one. */
  private int call(Part part, int written, boolean isOfModel) {
    if (part.model().isEmpty()) {
      return written;
    }
    boolean isFromOne = isOfLists || (isOfModel && part.config().type().equals("Functional"));
    return part.count() == 1 ? 0 : written - (isFromOne ? 1 : 0);
  }
}
