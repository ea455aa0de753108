package org.qusecnets.sweep.network.pretrained.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** A layer as a file says it: its name, its class, and its options. Errors name it. */
final class LayerConfig {
  /** What to do about what is not known. */
  static final String REMEDY = "build the network of layers that conf/README.md names for Keras";

  /** What is of training only, or said in another place. */
  private static final Pattern MEANS_NOTHING =
      Pattern.compile(
          "name|trainable|batch_input_shape|batch_shape|input_shape|seed|autocast|.*_initializer"
              + "|.*_regularizer|.*_constraint");

  private static final Set<String> TYPES = Set.of("float32", "float64");
  private static final int MOST_SIDES = 8;
  private static final String CLASS = "class_name";
  private static final String CONFIG = "config";
  private static final String MODULE = "module";
  private static final String OPERATIONS = "keras.src.ops.";
  private static final Pattern OF_KERAS =
      Pattern.compile("(tensorflow\\.(python\\.)?|tf_)?keras(\\..*)?");

  private final String name;
  private final String path;
  private final String type;
  private final boolean isOperation;
  private final JsonNode options;
  private final Set<String> read = new HashSet<>();

  private LayerConfig(JsonNode layer, String within) throws UnreadableNetwork {
    this.options = layer.path(CONFIG);
    this.type = layer.path(CLASS).asText();
    this.name = options.path("name").asText(layer.path("name").asText());
    this.path = within + name;
    this.isOperation = layer.path(MODULE).asText().startsWith(OPERATIONS);
    if (type.isEmpty() || name.isEmpty()) {
      throw new UnreadableNetwork(
          "has a layer without a " + (type.isEmpty() ? "class" : "name"), "save it again");
    }
  }

  /**
   * That of a layer.
   *
   * @param within the names of the models that it is in, each with a slash behind it
   * @throws UnreadableNetwork if it is of no class of Keras's own
   */
  static LayerConfig of(JsonNode layer, String within) throws UnreadableNetwork {
    LayerConfig config = new LayerConfig(layer, within);
    JsonNode module = layer.path(MODULE);
    JsonNode registered = layer.path("registered_name");
    boolean isOfKeras = module.isMissingNode() || OF_KERAS.matcher(module.asText("")).matches();
    if (!isOfKeras || (registered.isTextual() && !registered.asText().equals(config.type))) {
      throw config.unreadable("of a class that is not Keras's own", REMEDY);
    }
    return config;
  }

  /** Its name. */
  String name() {
    return name;
  }

  /** Its name behind those of the models that it is in. */
  String path() {
    return path;
  }

  /** Its class. */
  String type() {
    return type;
  }

  /** Whether it is a function of Keras's, such as a sum, and no layer. */
  boolean isOperation() {
    return isOperation;
  }

  /** That it cannot be read, as it is in such a way. */
  UnreadableNetwork unreadable(String detail, String remedy) {
    return new UnreadableNetwork(
        "has the layer %s (%s) %s"
            .formatted(UnreadableNetwork.shown(path), UnreadableNetwork.shown(type), detail),
        remedy);
  }

  /** An option that is no number, word or switch. */
  Optional<JsonNode> option(String name) {
    read.add(name);
    JsonNode value = options.path(name);
    return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(value);
  }

  private UnreadableNetwork strange(String name, JsonNode value) {
    return unreadable(
        "with %s = %s, which is not understood"
            .formatted(UnreadableNetwork.shown(name), UnreadableNetwork.shown(value.toString())),
        REMEDY);
  }

  /** That an option has a value that no layer of ours has. */
  UnreadableNetwork strange(String name) {
    return strange(name, options.path(name));
  }

  /** An option that is a word. */
  String word(String name, String otherwise) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    if (value.isPresent() && !value.get().isTextual()) {
      throw strange(name);
    }
    return value.map(JsonNode::asText).orElse(otherwise);
  }

  /** An option that is a switch. */
  boolean isOn(String name, boolean otherwise) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      throw strange(name);
    }
    return value.map(JsonNode::asBoolean).orElse(otherwise);
  }

  /** An option that is a number. */
  double number(String name, double otherwise) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    if (value.isEmpty()) {
      return otherwise;
    }
    double[] numbers = numbers(name, value.get());
    if (numbers.length != 1) {
      throw strange(name);
    }
    return numbers[0];
  }

  /** An option that is a number or several. */
  double[] numbers(String name, double otherwise) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    return value.isEmpty() ? new double[] {otherwise} : numbers(name, value.get());
  }

  /** A number, a list of them, or an array of NumPy's with them. */
  private double[] numbers(String name, JsonNode value) throws UnreadableNetwork {
    JsonNode plain =
        value.isObject() && value.path(CONFIG).has("value")
            ? value.path(CONFIG).path("value")
            : value;
    JsonNode list = plain.isArray() ? plain : null;
    double[] numbers = new double[list == null ? 1 : list.size()];
    for (int i = 0; i < numbers.length; i++) {
      JsonNode number = list == null ? plain : list.get(i);
      if (!number.isNumber()) {
        throw strange(name);
      }
      numbers[i] = number.asDouble();
    }
    return numbers;
  }

  /** An option that is an integer or several. */
  Optional<int[]> integers(String name) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    double[] numbers = numbers(name, value.get());
    int[] integers = Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
    for (int i = 0; i < integers.length; i++) {
      if (integers[i] != numbers[i] || integers.length > MOST_SIDES) {
        throw strange(name);
      }
    }
    return Optional.of(integers);
  }

  /** An option that is a positive integer. */
  int integer(String name, int otherwise) throws UnreadableNetwork {
    Optional<int[]> integers = integers(name);
    if (integers.isEmpty()) {
      return otherwise;
    }
    if (integers.get().length != 1 || integers.get()[0] < 1) {
      throw strange(name);
    }
    return integers.get()[0];
  }

  /** An option that is an integer for both rows and columns, or one for each. */
  long[] pair(String name, long otherwise) throws UnreadableNetwork {
    int[] pair = integers(name).orElse(new int[] {(int) otherwise});
    if (pair.length < 1 || pair.length > 2) {
      throw strange(name);
    }
    return new long[] {pair[0], pair[pair.length - 1]};
  }

  /** Sides of what it takes, without those of a batch; nothing where they are not said. */
  Optional<int[]> sides(String name) throws UnreadableNetwork {
    Optional<JsonNode> value = option(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    JsonNode list = value.get();
    if (!list.isArray() || list.size() < 2 || list.size() > MOST_SIDES) {
      throw strange(name);
    }
    int[] sides = new int[list.size() - 1];
    for (int i = 0; i < sides.length; i++) {
      JsonNode side = list.get(i + 1);
      if (!side.canConvertToInt() || side.asInt() < 1) {
        throw unreadable(
            "for values of %s".formatted(UnreadableNetwork.shown(list.toString())),
            "build it for images of one size");
      }
      sides[i] = side.asInt();
    }
    return Optional.of(sides);
  }

  /** Whether channels are the first axis of images and not the last one. */
  Optional<Boolean> isChannelsFirst() throws UnreadableNetwork {
    String format = word("data_format", "");
    return switch (format) {
      case "" -> Optional.empty();
      case "channels_first" -> Optional.of(true);
      case "channels_last" -> Optional.of(false);
      default -> throw strange("data_format");
    };
  }

  /** Takes options for read that mean nothing to what is computed. */
  void ignore(String... names) {
    read.addAll(Arrays.asList(names));
  }

  /** The same of all options. */
  void ignoreAll() {
    options.fieldNames().forEachRemaining(read::add);
  }

  /**
   * Checks that nothing was left out that it says.
   *
   * @throws UnreadableNetwork if it has an option that was not read and that is not off
   */
  void checkAllRead() throws UnreadableNetwork {
    checkType();
    Iterator<Map.Entry<String, JsonNode>> fields = options.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      JsonNode value = field.getValue();
      boolean isOff = value.isNull() || (value.isBoolean() && !value.asBoolean());
      if (!isOff
          && !read.contains(field.getKey())
          && !MEANS_NOTHING.matcher(field.getKey()).matches()) {
        throw strange(field.getKey(), value);
      }
    }
  }

  private void checkType() throws UnreadableNetwork {
    Optional<JsonNode> type = option("dtype");
    if (type.isPresent()) {
      JsonNode name = type.get().isObject() ? type.get().path(CONFIG).path("name") : type.get();
      if (!TYPES.contains(name.asText())) {
        throw unreadable(
            "that computes in " + UnreadableNetwork.shown(name.asText()),
            "save it with the dtype policy float32");
      }
    }
  }
}
