package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * A model: its layers, and what they are called with.
 *
 * @param config what it says of itself
 * @param layers by their names, in the file's order
 * @param input what stands for what the model takes
 * @param output what it makes
 */
record KerasModel(
    LayerConfig config, Map<String, CalledLayer> layers, Reference input, Reference output) {
  /** The class of what stands for what a model takes. */
  static final String INPUT = "InputLayer";

  private static final String SEQUENTIAL = "Sequential";
  private static final List<String> TYPES = List.of(SEQUENTIAL, "Functional", "Model");
  private static final int DEEPEST = 16;
  private static final String REMEDY = "build the model as Sequential or Functional";

  /**
   * What one call of a layer makes.
   *
   * @param layer the layer's name
   * @param call which of its calls, from 0 on
   */
  record Reference(String layer, int call) {}

  /**
   * A layer with all calls of it.
   *
   * @param model what it consists of, if it is a model itself
   * @param calls what each call takes; one call with nothing of what stands for an input
   */
  record CalledLayer(LayerConfig config, Optional<KerasModel> model, List<List<Reference>> calls) {
    boolean isInput() {
      return config.type().equals(INPUT);
    }
  }

  /**
   * That of a file.
   *
   * @param configuration in JSON
   */
  static KerasModel read(byte[] configuration) throws UnreadableNetwork {
    JsonNode root = JsonText.read(configuration);
    String type = root.path("class_name").asText();
    Optional<KerasModel> model =
        TYPES.contains(type) ? of(root, LayerConfig.of(root, ""), "", 0) : Optional.empty();
    return model.orElseThrow(
        () -> new UnreadableNetwork("is of the class " + UnreadableNetwork.shown(type), REMEDY));
  }

  /** What a layer consists of, if it is a model; its layers have its name before their own. */
  static Optional<KerasModel> inside(JsonNode layer, LayerConfig config, int depth)
      throws UnreadableNetwork {
    return of(layer, config, config.path() + "/", depth);
  }

  private static Optional<KerasModel> of(
      JsonNode layer, LayerConfig config, String within, int depth) throws UnreadableNetwork {
    if (depth > DEEPEST) {
      throw config.unreadable("in models in models, more than %d deep".formatted(DEEPEST), REMEDY);
    }
    JsonNode content = layer.path("config");
    if (config.isOperation() || !TYPES.contains(config.type())) {
      return Optional.empty();
    }
    return Optional.of(
        config.type().equals(SEQUENTIAL)
            ? SequentialReading.read(content, config, within, depth)
            : new FunctionalReading(content, config, depth).read(within));
  }

  /** Sides of what it takes, without that of the batch; nothing if it does not say. */
  Optional<int[]> sides() throws UnreadableNetwork {
    Optional<int[]> sides = Optional.empty();
    Optional<CalledLayer> first = layers.values().stream().findFirst();
    if (layers.containsKey(input.layer())) {
      sides = sides(layers.get(input.layer()).config());
    } else if (first.isPresent()) {
      Optional<KerasModel> model = first.get().model();
      sides = model.isPresent() ? model.get().sides() : sides(first.get().config());
    }
    return sides.isPresent() ? sides : config.sides("build_input_shape");
  }

  private static Optional<int[]> sides(LayerConfig layer) throws UnreadableNetwork {
    Optional<int[]> sides = layer.sides("batch_shape");
    return sides.isPresent() ? sides : layer.sides("batch_input_shape");
  }

  /** Whether channels are the first axis of images, which the first layer says that knows. */
  boolean isChannelsFirst() throws UnreadableNetwork {
    return firstFormat().orElse(false);
  }

  private Optional<Boolean> firstFormat() throws UnreadableNetwork {
    for (CalledLayer layer : layers.values()) {
      Optional<Boolean> format =
          layer.model().isPresent()
              ? layer.model().get().firstFormat()
              : layer.config().isChannelsFirst();
      if (format.isPresent()) {
        return format;
      }
    }
    return Optional.empty();
  }
}
