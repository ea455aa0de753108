package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** A node of a graph with the values that it takes; errors name it. */
final class Operation {
  /** What to do where a network does what no layer does. */
  static final String LAYERS = "build the network of layers that ./sweep list layers shows";

  /** What to do where an exporter left constants to be computed. */
  static final String FOLDED = "export the network with its constants computed (constant folding)";

  private final NodeProto node;
  private final List<Optional<Value>> inputs;
  private final Budget budget;
  private final Map<String, AttributeProto> attributes = new HashMap<>();
  private final Set<String> readAttributes = new HashSet<>();
  private final Set<Integer> readInputs = new HashSet<>();

  /**
   * One of a graph.
   *
   * @param inputs none where an optional one is left out
   */
  Operation(NodeProto node, List<Optional<Value>> inputs, Budget budget) throws UnreadableNetwork {
    this.node = node;
    this.inputs = List.copyOf(inputs);
    this.budget = budget;
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attributes.put(attribute.getName(), attribute) != null) {
        throw unreadable(
            "with two attributes " + shown(attribute.getName()), "export the network again");
      }
    }
  }

  /** What its numbers count against. */
  Budget budget() {
    return budget;
  }

  /** A name as a message has it. */
  static String shown(String name) {
    return UnreadableNetwork.shown(name);
  }

  /** The operator and the node's name; of a node without one, that of what it makes. */
  static String describe(NodeProto node) {
    String name =
        node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
    String domain = node.getDomain().isEmpty() ? "" : " of " + shown(node.getDomain());
    return "the operator %s%s (node %s)".formatted(shown(node.getOpType()), domain, shown(name));
  }

  /**
   * Why it is no layer.
   *
   * @param detail what goes on after its name, such as {@code with pads of 1, 2}
   * @param remedy what to do
   */
  UnreadableNetwork unreadable(String detail, String remedy) {
    return new UnreadableNetwork("has " + describe(node) + " " + detail, remedy);
  }

  /** The same of what the standard does not allow. */
  UnreadableNetwork damaged(String detail) {
    return unreadable(detail + ", which the standard does not allow", "export the network again");
  }

  private Optional<AttributeProto> attribute(String name, AttributeType type)
      throws UnreadableNetwork {
    readAttributes.add(name);
    AttributeProto attribute = attributes.get(name);
    if (attribute != null && attribute.getType() != type) {
      throw damaged("whose attribute " + name + " is of the type " + attribute.getType());
    }
    return Optional.ofNullable(attribute);
  }

  /** Whether it has an attribute. */
  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** An attribute that is an integer. */
  long integer(String name, long otherwise) throws UnreadableNetwork {
    return attribute(name, AttributeType.INT).map(AttributeProto::getI).orElse(otherwise);
  }

  /** An attribute that is a number, with the fewest digits that tell it from other float32. */
  double number(String name, double otherwise) throws UnreadableNetwork {
    return attribute(name, AttributeType.FLOAT)
        .map(attribute -> decimal(attribute.getF()))
        .orElse(otherwise);
  }

  /** The number with the fewest digits that is this float32: 0.1, not 0.10000000149. */
  static double decimal(float value) {
    return Double.parseDouble(Float.toString(value));
  }

  /** An attribute that is a word. */
  String word(String name, String otherwise) throws UnreadableNetwork {
    return attribute(name, AttributeType.STRING)
        .map(attribute -> attribute.getS().toStringUtf8())
        .orElse(otherwise);
  }

  /** An attribute that is a row of integers. */
  Optional<long[]> integers(String name) throws UnreadableNetwork {
    return attribute(name, AttributeType.INTS)
        .map(list -> list.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  /** An attribute that is a row of numbers. */
  Optional<float[]> numbers(String name) throws UnreadableNetwork {
    Optional<AttributeProto> attribute = attribute(name, AttributeType.FLOATS);
    if (attribute.isEmpty()) {
      return Optional.empty();
    }
    float[] values = new float[attribute.get().getFloatsCount()];
    for (int i = 0; i < values.length; i++) {
      values[i] = attribute.get().getFloats(i);
    }
    return Optional.of(values);
  }

  /** An attribute that is a tensor. */
  Optional<TensorProto> tensor(String name) throws UnreadableNetwork {
    return attribute(name, AttributeType.TENSOR).map(AttributeProto::getT);
  }

  /** How many values it takes, those that are left out included. */
  int inputs() {
    return inputs.size();
  }

  /** A value that it takes, if it is given. */
  Optional<Value> optional(int index) {
    readInputs.add(index);
    return index < inputs.size() ? inputs.get(index) : Optional.empty();
  }

  /** A value that it takes. */
  Value input(int index) throws UnreadableNetwork {
    Optional<Value> value = optional(index);
    if (value.isEmpty()) {
      throw damaged("without its input " + index);
    }
    return value.get();
  }

  /** A value that it takes, which must depend on the image. */
  Signal signal(int index) throws UnreadableNetwork {
    if (input(index) instanceof Signal signal) {
      return signal;
    }
    throw unreadable("on a constant", FOLDED);
  }

  /** A value that it takes, which must not depend on the image. */
  Constant constant(int index) throws UnreadableNetwork {
    if (input(index) instanceof Constant constant) {
      return constant;
    }
    throw unreadable(
        "whose input %d depends on the image".formatted(index),
        "build the network of layers whose weights are fixed");
  }

  /** Constant real numbers that it takes. */
  Constant.Floats floats(int index) throws UnreadableNetwork {
    if (constant(index) instanceof Constant.Floats floats) {
      return floats;
    }
    throw damaged("whose input %d are integers".formatted(index));
  }

  /** Constant integers that it takes. */
  long[] row(int index) throws UnreadableNetwork {
    if (constant(index) instanceof Constant.Integers integers) {
      return integers.values();
    }
    throw damaged("whose input %d are no integers".formatted(index));
  }

  /** Integers that are an attribute in earlier versions of an operator, and an input in later. */
  Optional<long[]> rowOrAttribute(int index, String name) throws UnreadableNetwork {
    Optional<long[]> attribute = integers(name);
    return attribute.isEmpty() && optional(index).isPresent() ? Optional.of(row(index)) : attribute;
  }

  /** A number that is an attribute in earlier versions of an operator, and an input in later. */
  double numberOrAttribute(int index, String name, double otherwise) throws UnreadableNetwork {
    double attribute = number(name, otherwise);
    if (has(name) || optional(index).isEmpty()) {
      return attribute;
    }
    Constant.Floats value = floats(index);
    if (value.size() != 1) {
      throw damaged("with %d numbers for its %s".formatted(value.size(), name));
    }
    return decimal(value.values()[0]);
  }

  /** Checks that nothing was left out that it says. */
  void checkAllRead() throws UnreadableNetwork {
    for (String name : attributes.keySet()) {
      if (!readAttributes.contains(name)) {
        throw unreadable(
            "with the attribute " + shown(name) + ", which is not understood", "export without it");
      }
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).isPresent() && !readInputs.contains(i)) {
        throw unreadable(
            "with the input %d, which is not understood".formatted(i), "export without it");
      }
    }
  }
}
