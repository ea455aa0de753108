package org.qusecnets.sweep.network.onnx.graph;

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
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
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
public final class OnnxGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Map<List<Number>, String> constants = new HashMap<>();
  private int nodes;

  /** Attributes of a node, in their order. */
  public static final class Attributes {
    private final List<AttributeProto> inOrder = new ArrayList<>();

    /** An integer. */
    public Attributes integer(String name, long value) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.INT)
              .setI(value));
    }

    /** A row of integers. */
    public Attributes integers(String name, long... values) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.INTS)
              .addAllInts(Arrays.stream(values).boxed().toList()));
    }

    /** A number, which is rounded to float32. */
    public Attributes number(String name, double value) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.FLOAT)
              .setF((float) value));
    }

    /** A word. */
    public Attributes word(String name, String value) {
      return with(
          AttributeProto.newBuilder()
              .setName(name)
              .setType(AttributeProto.AttributeType.STRING)
              .setS(ByteString.copyFromUtf8(value)));
    }

    private Attributes with(AttributeProto.Builder attribute) {
      inOrder.add(attribute.build());
      return this;
    }
  }

  /** What an operator makes of values. */
  public String node(String operator, String... inputs) {
    return node(operator, new Attributes(), inputs);
  }

  /** The same with attributes. */
  public String node(String operator, Attributes attributes, String... inputs) {
    String value = next(operator);
    add(value, value, operator, attributes, inputs);
    return value;
  }

  /** The same of a node with a name of its own, which others may have, too. */
  public String named(String name, String operator, Attributes attributes, String... inputs) {
    String value = next(operator);
    add(name, value, operator, attributes, inputs);
    return value;
  }

  private String next(String operator) {
    nodes++;
    return operator + "_" + nodes;
  }

  private void add(
      String name, String value, String operator, Attributes attributes, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType(operator)
            .addAllInput(List.of(inputs))
            .addOutput(value)
            .addAllAttribute(attributes.inOrder));
  }

  /** The value by another name. */
  public void rename(String value, String name) {
    add(name, name, "Identity", new Attributes(), value);
  }

  /** Parameters in float32, in C order. */
  public String parameters(String name, INDArray values) {
    return floats(name, values.shape(), values.dup('c').data().asFloat());
  }

  /** The same. */
  public String floats(String name, long[] shape, float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, TensorProto.DataType.FLOAT, shape, bytes);
  }

  /** One float32 number, which broadcasts to every shape. */
  public String number(double value) {
    float rounded = (float) value;
    return constants.computeIfAbsent(
        List.of(rounded), key -> floats("number_" + rounded, new long[0], new float[] {rounded}));
  }

  /** A row of integers: axes, or a shape. */
  public String integers(long... values) {
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
  public void input(String name, int... sides) {
    graph.addInput(batch(name, sides));
  }

  /** Says that a value is a result: float32, [N, sides]. */
  public void output(String name, int... sides) {
    graph.addOutput(batch(name, sides));
  }

  /** Says that a value is a result, of what shape there may be. */
  public void output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
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

  /**
   * A model of the whole graph.
   *
   * @param name that of the graph
   * @param operatorSet the version of the standard's operators
   * @param format the first version of the format that has the operator set
   */
  public ModelProto.Builder model(String name, int operatorSet, int format) {
    return ModelProto.newBuilder()
        .setIrVersion(format)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(operatorSet))
        .setGraph(graph.setName(name));
  }

  /** The same as bytes. */
  public byte[] bytes(String name, int operatorSet, int format) {
    return model(name, operatorSet, format).build().toByteArray();
  }
}
