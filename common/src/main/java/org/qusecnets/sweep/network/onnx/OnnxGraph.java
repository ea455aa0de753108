package org.qusecnets.sweep.network.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.ByteString;

/**
 * A graph in the making. A value, be it computed or constant, is known by its name; what is
 * computed has the name of its node.
 */
final class OnnxGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<List<Number>, String> constants = new HashMap<>();
  private int nodes;

  /** Attributes of a node, in their order. */
  static final class Attributes {
    private final List<AttributeProto> inOrder = new ArrayList<>();

    Attributes integer(String name, long value) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.INT)
              .setI(value));
    }

    Attributes integers(String name, long... values) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.INTS)
              .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    Attributes number(String name, double value) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.FLOAT)
              .setF((float) value));
    }

    private Attributes with(AttributeProto.Builder attribute) {
      inOrder.add(attribute.build());
      return this;
    }
  }

  /** What an operator makes of values. */
  String node(String operator, String... inputs) {
    return node(operator, new Attributes(), inputs);
  }

  /** The same with attributes. */
  String node(String operator, Attributes attributes, String... inputs) {
    nodes++;
    String name = operator + "_" + nodes;
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput(name)
            .addAllAttribute(attributes.inOrder));
    return name;
  }

  /** The value by another name. */
  void rename(String value, String name) {
    graph.addNode(
        NodeProto.newBuilder().setName(name).setOpType("Identity").addInput(value).addOutput(name));
  }

  /** Parameters in float32, in C order. */
  String parameters(String name, INDArray values) {
    return floats(name, values.shape(), values.dup('c').data().asFloat());
  }

  /** The same. */
  String floats(String name, long[] shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, shape, bytes);
  }

  /** One float32 number, which broadcasts to every shape. */
  String number(double value) {
    float rounded = (float) value;
    return constants.computeIfAbsent(
        List.of(rounded), key -> floats("number_" + rounded, new long[0], new float[] {rounded}));
  }

  /** A row of integers: axes, or a shape. */
  String integers(long... values) {
    return constants.computeIfAbsent(
        List.copyOf(LongStream.of(values).boxed().toList()),
        key -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asLongBuffer().put(values);
          String name =
              "integers_"
                  + String.join("_", LongStream.of(values).mapToObj(String::valueOf).toList());
          return tensor(name, TensorProto.DataType.INT64, new long[] {values.length}, bytes);
        });
  }

  private String tensor(
      String name, TensorProto.DataType type, long[] shape, ByteBuffer littleEndian) {
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .addAllDims(Arrays.stream(shape).boxed().toList())
            .setRawData(ByteString.copyFrom(littleEndian.rewind())));
    return name;
  }

  /** Says that a value comes from outside: float32, [N, sides]. */
  void input(String name, int... sides) {
    graph.addInput(batch(name, sides));
  }

  /** Says that a value is a result: float32, [N, sides]. */
  void output(String name, int... sides) {
    graph.addOutput(batch(name, sides));
  }

  private static ValueInfoProto batch(String name, int... sides) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("N");
    for (int side : sides) {
      shape.addDimBuilder().setDimValue(side);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  /** The whole graph. */
  GraphProto build(String name) {
    return graph.setName(name).build();
  }
}
