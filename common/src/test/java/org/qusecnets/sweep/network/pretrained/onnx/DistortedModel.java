package org.qusecnets.sweep.network.pretrained.onnx;

import java.util.List;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** A model of which some nodes and numbers are others, the file of which is whole. */
final class DistortedModel {
  private static final List<String> OPERATORS =
      List.of(
          ("Conv Gemm MatMul Add Sub Mul Div Neg Pow Sum Erf BatchNormalization Relu Clip LeakyRelu"
                  + " PRelu Elu Tanh Sigmoid Softplus Gelu Greater Where MaxPool AveragePool"
                  + " GlobalMaxPool GlobalAveragePool ReduceMean Flatten Reshape Squeeze Unsqueeze"
                  + " Transpose Identity Dropout Constant Cast Pad Slice Shape Gather Concat"
                  + " ConstantOfShape Softmax LogSoftmax Sqrt Loop")
              .split(" "));
  private static final List<String> ATTRIBUTES =
      List.of(
          ("axis axes perm to pads strides dilations kernel_shape group auto_pad ceil_mode"
                  + " count_include_pad keepdims epsilon alpha transA transB value starts ends mode"
                  + " allowzero training_mode noop_with_empty_axes approximate")
              .split(" "));
  private static final long[] NUMBERS = {
    0,
    1,
    2,
    3,
    -1,
    -2,
    7,
    64,
    1024,
    4096,
    65_536,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE
  };

  private final Random random;
  private final GraphProto.Builder graph;

  private DistortedModel(GraphProto.Builder graph, Random random) {
    this.graph = graph;
    this.random = random;
  }

  /** A few distortions of a model. */
  static byte[] of(byte[] file, Random random) throws InvalidProtocolBufferException {
    ModelProto.Builder model = ModelProto.parseFrom(file).toBuilder();
    DistortedModel distorted = new DistortedModel(model.getGraphBuilder(), random);
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      distorted.change();
    }
    return model.build().toByteArray();
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private void change() {
    NodeProto.Builder node = graph.getNodeBuilder(random.nextInt(graph.getNodeCount()));
    switch (random.nextInt(7)) {
      case 0 -> node.setOpType(OPERATORS.get(random.nextInt(OPERATORS.size())));
      case 1 -> rewire(node);
      case 2 -> node.addInput(anyValue());
      case 3 -> number(node);
      case 4 -> node.addAttribute(attribute());
      case 5 -> tensor();
      default -> side();
    }
  }

  private void rewire(NodeProto.Builder node) {
    if (node.getInputCount() > 0) {
      node.setInput(random.nextInt(node.getInputCount()), random.nextInt(4) == 0 ? "" : anyValue());
    }
  }

  private String anyValue() {
    boolean isConstant = graph.getInitializerCount() > 0 && random.nextBoolean();
    return isConstant
        ? graph.getInitializer(random.nextInt(graph.getInitializerCount())).getName()
        : graph.getNode(random.nextInt(graph.getNodeCount())).getOutput(0);
  }

  private void number(NodeProto.Builder node) {
    if (node.getAttributeCount() > 0) {
      AttributeProto.Builder attribute =
          node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
      attribute.setI(number()).setF((float) number());
      if (attribute.getIntsCount() > 0) {
        attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
      }
      if (attribute.hasT() && attribute.getT().getInt64DataCount() > 0) {
        attribute.getTBuilder().setInt64Data(0, number());
      }
    }
  }

  private AttributeProto attribute() {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(ATTRIBUTES.get(random.nextInt(ATTRIBUTES.size())));
    if (random.nextBoolean()) {
      return attribute.setType(AttributeProto.AttributeType.INT).setI(number()).build();
    }
    attribute.setType(AttributeProto.AttributeType.INTS);
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      attribute.addInts(number());
    }
    return attribute.build();
  }

  /** Numbers of another kind, other sides of the same numbers, or other integers. */
  private void tensor() {
    if (graph.getInitializerCount() == 0) {
      return;
    }
    TensorProto.Builder tensor =
        graph.getInitializerBuilder(random.nextInt(graph.getInitializerCount()));
    switch (random.nextInt(3)) {
      case 0 -> tensor.setDataType(random.nextInt(17));
      case 1 -> {
        if (tensor.getDimsCount() > 0 && random.nextBoolean()) {
          tensor.setDims(random.nextInt(tensor.getDimsCount()), number());
        } else {
          tensor.addDims(1);
        }
      }
      default -> {
        if (tensor.getDataType() == TensorProto.DataType.INT64_VALUE) {
          tensor.clearRawData().clearInt64Data().clearDims();
          int count = random.nextInt(6);
          tensor.addDims(count);
          for (int i = 0; i < count; i++) {
            tensor.addInt64Data(number());
          }
        }
      }
    }
  }

  private void side() {
    onnx.Onnx.TensorShapeProto.Builder shape =
        graph.getInputBuilder(0).getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
    if (shape.getDimCount() > 0) {
      shape.getDimBuilder(random.nextInt(shape.getDimCount())).setDimValue(number());
    }
  }
}
