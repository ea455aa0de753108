package org.qusecnets.sweep.network.pretrained.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.AttributeProto.AttributeType;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** An ONNX model in the making, of an input of the name {@code input}. */
final class OnnxModel {
  static final String INPUT = "input";

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("graph");
  private final int operatorSet;
  private final Random random;
  private int names;

  /** One of [N, sides]. */
  OnnxModel(int operatorSet, long seed, int... sides) {
    this.operatorSet = operatorSet;
    random = new Random(seed);
    graph.addInput(value(INPUT, TensorProto.DataType.FLOAT, sides));
  }

  /** The graph, for what a test does to it. */
  GraphProto.Builder graph() {
    return graph;
  }

  /** A value of float32, [N, sides]; sides below 1 are open. */
  static ValueInfoProto value(String name, TensorProto.DataType type, int... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    for (int side : sides) {
      if (side < 1) {
        shape.addDimBuilder().setDimParam("open");
      } else {
        shape.addDimBuilder().setDimValue(side);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }

  /** What an operator makes. */
  String node(String operator, String... inputs) {
    return node(operator, Map.of(), inputs);
  }

  /**
   * The same with attributes.
   *
   * @param attributes integers, numbers, words, or rows of integers
   */
  String node(String operator, Map<String, ?> attributes, String... inputs) {
    names++;
    String name = operator.toLowerCase(java.util.Locale.ROOT) + names;
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput(name);
    attributes.forEach((key, value) -> node.addAttribute(attribute(key, value)));
    graph.addNode(node);
    return name;
  }

  private static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
    if (value instanceof Integer integer) {
      return attribute.setType(AttributeType.INT).setI(integer).build();
    } else if (value instanceof Double number) {
      return attribute.setType(AttributeType.FLOAT).setF(number.floatValue()).build();
    } else if (value instanceof String word) {
      return attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(word)).build();
    } else if (value instanceof TensorProto tensor) {
      return attribute.setType(AttributeType.TENSOR).setT(tensor).build();
    } else if (value instanceof GraphProto inside) {
      return attribute.setType(AttributeType.GRAPH).setG(inside).build();
    }
    return attribute
        .setType(AttributeType.INTS)
        .addAllInts(((List<?>) value).stream().map(i -> ((Number) i).longValue()).toList())
        .build();
  }

  /** Random weights. */
  String weights(int... dims) {
    return constant(values(-0.5, 0.5, dims), dims);
  }

  /** Random numbers from 0.5 to 1.5. */
  String positive(int... dims) {
    return constant(values(0.5, 1.5, dims), dims);
  }

  private float[] values(double least, double most, int... dims) {
    float[] values = new float[Arrays.stream(dims).reduce(1, (one, other) -> one * other)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (least + (most - least) * random.nextDouble());
    }
    return values;
  }

  /** One number. */
  String number(double value) {
    return constant(new float[] {(float) value});
  }

  /** Real numbers as an initializer. */
  String constant(float[] values, int... dims) {
    return constant(tensor(values, dims));
  }

  static TensorProto tensor(float[] values, int... dims) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addAllDims(Arrays.stream(dims).mapToObj(Long::valueOf).toList())
        .setRawData(ByteString.copyFrom(bytes))
        .build();
  }

  /** A row of integers as an initializer. */
  String row(long... values) {
    return constant(
        TensorProto.newBuilder()
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(values.length)
            .addAllInt64Data(Arrays.stream(values).boxed().toList())
            .build());
  }

  /** A tensor as an initializer. */
  String constant(TensorProto tensor) {
    names++;
    graph.addInitializer(tensor.toBuilder().setName("constant" + names));
    return "constant" + names;
  }

  /** A fully connected layer of so many values. */
  String dense(String values, int count, int units) {
    return node("Gemm", values, weights(count, units), weights(units));
  }

  /** The file of the model that ends with a value. */
  byte[] file(String output, int... sides) {
    return file(value(output, TensorProto.DataType.FLOAT, sides));
  }

  private byte[] file(ValueInfoProto... outputs) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(operatorSet))
        .setGraph(graph.clone().addAllOutput(List.of(outputs)))
        .build()
        .toByteArray();
  }
}
