package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Goes through the nodes of a graph that its output needs. */
final class GraphReading {
  private static final int MOST_NODES = 20_000;

  /** The names that the standard has for its own operators. */
  static final Set<String> STANDARD = Set.of("", "ai.onnx");

  private final GraphProto graph;
  private final SignalOperators operators;
  private final Budget budget;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, Value> values = new HashMap<>();
  private int done;

  /**
   * One of a graph of at most so many nodes as networks have.
   *
   * @param budget what its numbers count against
   */
  GraphReading(GraphProto graph, long operatorSet, Budget budget) throws UnreadableNetwork {
    this.graph = graph;
    this.operators = new SignalOperators(operatorSet);
    this.budget = budget;
    if (graph.getNodeCount() > MOST_NODES) {
      throw new UnreadableNetwork(
          "has %,d nodes, more than %,d".formatted(graph.getNodeCount(), MOST_NODES),
          "export a smaller network");
    }
    for (TensorProto tensor : graph.getInitializerList()) {
      if (initializers.put(tensor.getName(), tensor) != null) {
        throw new UnreadableNetwork(
            "has two tensors " + Operation.shown(tensor.getName()), "export the network again");
      }
    }
  }

  /** How many nodes it has gone through. */
  int done() {
    return done;
  }

  /**
   * What comes out where an image comes in.
   *
   * @throws UnreadableNetwork if a node on the way cannot be said in layers
   */
  Signal output(String input, Signal image, String output) throws UnreadableNetwork {
    values.put(input, image);
    BitSet needed = needed(output);
    for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
      NodeProto node = graph.getNode(i);
      Value made = made(node);
      values.put(node.getOutput(0), made);
      done++;
    }
    if (values.get(output) instanceof Signal signal) {
      return signal;
    }
    throw new UnreadableNetwork(
        "has an output that does not depend on its input", "export the network again");
  }

  /** The nodes that a value comes from. */
  private BitSet needed(String value) throws UnreadableNetwork {
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      for (String made : graph.getNode(i).getOutputList()) {
        boolean isThere =
            values.containsKey(made) || initializers.containsKey(made) || makers.containsKey(made);
        makers.put(made, i);
        // What a node leaves out has an empty name.
        if (isThere && !made.isEmpty()) {
          throw new UnreadableNetwork(
              "makes the value %s twice".formatted(Operation.shown(made)),
              "export the network again");
        }
      }
    }
    BitSet needed = new BitSet();
    Deque<String> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Integer maker = makers.get(open.remove());
      if (maker != null && !needed.get(maker)) {
        needed.set(maker);
        open.addAll(graph.getNode(maker).getInputList());
      }
    }
    return needed;
  }

  private Value made(NodeProto node) throws UnreadableNetwork {
    List<Optional<Value>> inputs = new ArrayList<>();
    for (String name : node.getInputList()) {
      inputs.add(name.isEmpty() ? Optional.empty() : Optional.of(value(node, name)));
    }
    boolean isConstant = inputs.stream().noneMatch(i -> i.orElse(null) instanceof Signal);
    Optional<Operator> operator =
        STANDARD.contains(node.getDomain())
            ? isConstant
                ? ConstantFolding.named(node.getOpType())
                : operators.named(node.getOpType())
            : Optional.empty();
    if (operator.isEmpty()) {
      throw isConstant && operators.named(node.getOpType()).isPresent()
          ? new UnreadableNetwork(
              "has %s on constants".formatted(Operation.describe(node)), Operation.FOLDED)
          : new UnreadableNetwork("has " + Operation.describe(node), Operation.LAYERS);
    }
    Operation operation = new Operation(node, inputs, budget);
    Value made = operator.get().apply(operation);
    operation.checkAllRead();
    return made;
  }

  private Value value(NodeProto node, String name) throws UnreadableNetwork {
    Value known = values.get(name);
    if (known == null && initializers.containsKey(name)) {
      known = Tensors.read(initializers.get(name), budget);
      values.put(name, known);
    }
    if (known == null) {
      throw new UnreadableNetwork(
          "has %s of the value %s, which nothing before it makes"
              .formatted(Operation.describe(node), Operation.shown(name)),
          "export the network again");
    }
    return known;
  }
}
