package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.qusecnets.sweep.network.pretrained.NetworkFormat;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/**
 * ONNX models of operator sets 9 to 25: from images of [N, channels, rows, columns] or [N, rows,
 * columns, channels], or from rows of values, to logits. A softmax at their end is left out, since
 * the layers make logits.
 *
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">Open Neural Network Exchange Intermediate
 *     Representation</a>
 */
public final class OnnxFormat implements NetworkFormat {
  private static final int FIRST_OPERATOR_SET = 9;
  private static final int LAST_OPERATOR_SET = 25;

  @Override
  public String type() {
    return "onnx";
  }

  @Override
  public String says() {
    return "ONNX model, as PyTorch, Keras and others write it.";
  }

  /** How what a graph takes may be meant. */
  private interface Meaning {
    List<Signal> of(ValueInfoProto input) throws UnreadableNetwork;
  }

  @Override
  public PretrainedNetwork read(byte[] file) throws UnreadableNetwork {
    return read(file, InputLayout::of);
  }

  /**
   * The same of a graph whose images are known to be [N, channels, rows, columns], where both
   * layouts could be meant.
   */
  public PretrainedNetwork readChannelsFirst(byte[] file) throws UnreadableNetwork {
    return read(file, InputLayout::channelsFirst);
  }

  private static PretrainedNetwork read(byte[] file, Meaning meaning) throws UnreadableNetwork {
    MessageLimits.check(file);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(file);
    } catch (InvalidProtocolBufferException e) {
      throw MessageLimits.damaged();
    }
    if (!model.hasGraph()) {
      throw MessageLimits.damaged();
    }
    GraphProto graph = model.getGraph();
    long operatorSet = operatorSet(model);
    String output = output(graph);
    ValueInfoProto input = input(graph);
    List<Signal> images = meaning.of(input);
    UnreadableNetwork furthest = null;
    int done = -1;
    for (Signal image : images) {
      Budget budget = new Budget(file.length);
      GraphReading reading = new GraphReading(graph, operatorSet, budget);
      try {
        Signal logits = reading.output(input.getName(), image, output);
        return new NetworkAssembly(image, logits, budget).network();
      } catch (UnreadableNetwork e) {
        // Where two ways to lay out an image fail, the error of the one that fits better.
        if (reading.done() > done) {
          done = reading.done();
          furthest = e;
        }
      }
    }
    throw furthest;
  }

  private static long operatorSet(ModelProto model) throws UnreadableNetwork {
    long version =
        model.getOpsetImportList().stream()
            .filter(set -> GraphReading.STANDARD.contains(set.getDomain()))
            .mapToLong(OperatorSetIdProto::getVersion)
            .findFirst()
            .orElse(1);
    if (version < FIRST_OPERATOR_SET || version > LAST_OPERATOR_SET) {
      throw new UnreadableNetwork(
          "is of ONNX operator set %d, not from %d to %d"
              .formatted(version, FIRST_OPERATOR_SET, LAST_OPERATOR_SET),
          "export it with one of these, in PyTorch with opset_version=17");
    }
    return version;
  }

  /** The one input; old exporters list weights as inputs, too. */
  private static ValueInfoProto input(GraphProto graph) throws UnreadableNetwork {
    Set<String> weights =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    List<ValueInfoProto> inputs = new ArrayList<>(graph.getInputList());
    inputs.removeIf(input -> weights.contains(input.getName()));
    if (inputs.size() != 1) {
      throw new UnreadableNetwork(
          "has %d inputs%s".formatted(inputs.size(), names(inputs)),
          "export a network that takes nothing but images");
    }
    return inputs.get(0);
  }

  private static String output(GraphProto graph) throws UnreadableNetwork {
    if (graph.getOutputCount() != 1) {
      throw new UnreadableNetwork(
          "has %d outputs%s".formatted(graph.getOutputCount(), names(graph.getOutputList())),
          "export the logits alone");
    }
    return graph.getOutput(0).getName();
  }

  private static String names(List<ValueInfoProto> values) {
    return values.isEmpty()
        ? ""
        : values.stream()
            .limit(4)
            .map(value -> Operation.shown(value.getName()))
            .collect(Collectors.joining(", ", " (", values.size() > 4 ? ", ...)" : ")"));
  }
}
