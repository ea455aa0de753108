package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.shade.protobuf.ByteString;
import org.qusecnets.sweep.network.pretrained.UnreadableNetwork;

/** Models that are no networks of ours, damaged ones and hostile ones. */
class UnreadableModelsTest {
  private static final int[] SIDES = {4, 8, 8};
  private static final int SIZE = 256;

  private static OnnxModel model() {
    return new OnnxModel(17, 1, SIDES);
  }

  private static void assertUnreadable(byte[] file, String message) {
    assertThatThrownBy(() -> new OnnxFormat().read(file))
        .isInstanceOf(UnreadableNetwork.class)
        .hasMessageContaining(message)
        .hasMessageMatching("[^;]+; [^;]+");
  }

  private static Arguments nodes(String message, Function<OnnxModel, String> nodes) {
    return Arguments.of(message, nodes);
  }

  /** What stands between an image and a fully connected layer. */
  static Stream<Arguments> unreadable() {
    return Stream.of(
        nodes(
            "has the operator Loop (node loop1); build the network of layers",
            m -> m.node("Loop", OnnxModel.INPUT)),
        nodes(
            "has the operator InstanceNormalization (node",
            m -> m.node("InstanceNormalization", OnnxModel.INPUT, m.weights(4), m.weights(4))),
        nodes(
            "has the operator Concat (node concat3)",
            m ->
                m.node(
                    "Concat",
                    Map.of("axis", 1),
                    m.node("Relu", OnnxModel.INPUT),
                    m.node("Tanh", OnnxModel.INPUT))),
        nodes(
            "has the operator Mul (node mul3) of two branches",
            m ->
                m.node("Mul", m.node("Relu", OnnxModel.INPUT), m.node("Sigmoid", OnnxModel.INPUT))),
        nodes(
            "has the operator Add (node add2) of values of different shapes",
            m -> m.node("Add", OnnxModel.INPUT, m.node("GlobalAveragePool", OnnxModel.INPUT))),
        nodes(
            "has the operator Conv (node conv2) with 2 groups of 4 channels",
            m -> m.node("Conv", Map.of("group", 2), OnnxModel.INPUT, m.weights(4, 2, 3, 3))),
        nodes(
            "with 3 groups of filters for 2 of 4 channels, which the standard does not allow",
            m -> m.node("Conv", Map.of("group", 3), OnnxModel.INPUT, m.weights(6, 2, 3, 3))),
        nodes("with weights of 3 axes", m -> m.node("Conv", OnnxModel.INPUT, m.weights(4, 4, 3))),
        nodes(
            "whose window is larger than its input of 8",
            m -> m.node("Conv", OnnxModel.INPUT, m.weights(4, 4, 9, 3))),
        nodes(
            "with strides of 0, not from 1 to 1024",
            m ->
                m.node(
                    "Conv",
                    Map.of("strides", List.of(0, 1)),
                    OnnxModel.INPUT,
                    m.weights(4, 4, 3, 3))),
        nodes(
            "with pad of -1, not from 0 to 1024",
            m ->
                m.node(
                    "Conv",
                    Map.of("pads", List.of(-1, 0, 0, 0)),
                    OnnxModel.INPUT,
                    m.weights(4, 4, 3, 3))),
        nodes(
            "with the attribute fused_activation, which is not understood",
            m ->
                m.node(
                    "Conv",
                    Map.of("fused_activation", "Relu"),
                    OnnxModel.INPUT,
                    m.weights(4, 4, 3, 3))),
        nodes(
            "with the input 3, which is not understood",
            m ->
                m.node("Conv", OnnxModel.INPUT, m.weights(4, 4, 3, 3), m.weights(4), m.weights(4))),
        nodes(
            "whose attribute group is of the type STRING",
            m -> m.node("Conv", Map.of("group", "one"), OnnxModel.INPUT, m.weights(4, 4, 3, 3))),
        nodes(
            "whose input 1 depends on the image",
            m -> m.node("Conv", OnnxModel.INPUT, m.node("Relu", OnnxModel.INPUT))),
        nodes(
            "has the operator MaxPool (node maxpool1) whose padding differs between the sides",
            m ->
                m.node(
                    "MaxPool",
                    Map.of("kernel_shape", List.of(3, 3), "pads", List.of(1, 0, 1, 0)),
                    OnnxModel.INPUT)),
        nodes(
            "behind padding that may be its largest value",
            m ->
                m.node(
                    "MaxPool",
                    Map.of("kernel_shape", List.of(3, 3)),
                    m.node("Pad", OnnxModel.INPUT, m.row(0, 0, 1, 1, 0, 0, 1, 1)))),
        nodes(
            "behind padding with other values than zeros",
            m ->
                m.node(
                    "Conv",
                    m.node(
                        "Pad",
                        Map.of("mode", "edge"),
                        OnnxModel.INPUT,
                        m.row(0, 0, 1, 1, 0, 0, 1, 1)),
                    m.weights(4, 4, 3, 3))),
        nodes(
            "has the operator Pad (node pad4) around padding of another kind",
            m ->
                m.node(
                    "Pad",
                    m.node("Pad", OnnxModel.INPUT, m.row(0, 0, -1, 0, 0, 0, 0, 0)),
                    m.row(0, 0, 1, 0, 0, 0, 0, 0))),
        nodes(
            "has the operator Conv (node conv4) with padding where rows or columns were cut off",
            m ->
                m.node(
                    "Conv",
                    Map.of("pads", List.of(0, 0, 1, 0)),
                    m.node("Pad", OnnxModel.INPUT, m.row(0, 0, 0, 0, 0, 0, -1, 0)),
                    m.weights(4, 4, 3, 3))),
        nodes(
            "that pads with reflect 0.0",
            m ->
                m.node(
                    "Pad",
                    Map.of("mode", "reflect"),
                    OnnxModel.INPUT,
                    m.row(0, 0, 1, 1, 0, 0, 1, 1))),
        nodes(
            "has the operator Pad (node pad2) that is followed by no convolution or pool",
            m -> m.node("Relu", m.node("Pad", OnnxModel.INPUT, m.row(0, 0, 1, 1, 0, 0, 1, 1)))),
        nodes(
            "whose padding counts in a way that no layer has",
            m ->
                m.node(
                    "AveragePool",
                    Map.of("kernel_shape", List.of(3, 3), "pads", List.of(1, 1, 1, 1)),
                    m.node("Pad", OnnxModel.INPUT, m.row(0, 0, 1, 1, 0, 0, 1, 1)))),
        nodes("from -1.0 to 1.0", m -> m.node("Clip", OnnxModel.INPUT, m.number(-1), m.number(1))),
        nodes(
            "with a slope of each channel",
            m -> m.node("PRelu", OnnxModel.INPUT, m.positive(4, 1, 1))),
        nodes(
            "whose leaky-relu must be at least 0 and below 1, was 1.5",
            m -> m.node("LeakyRelu", Map.of("alpha", 1.5), OnnxModel.INPUT)),
        nodes(
            "with the form other",
            m -> m.node("Gelu", Map.of("approximate", "other"), OnnxModel.INPUT)),
        nodes(
            "has the operator Erf (node erf1) as a part of no activation that is known",
            m -> m.node("Erf", OnnxModel.INPUT)),
        nodes(
            "has the operator Mul (node mul1) as a part of no activation that is known",
            m -> m.node("Mul", OnnxModel.INPUT, OnnxModel.INPUT)),
        nodes(
            "with the statistics of a batch",
            m ->
                m.node(
                    "BatchNormalization",
                    Map.of("training_mode", 1),
                    OnnxModel.INPUT,
                    m.weights(4),
                    m.weights(4),
                    m.weights(4),
                    m.positive(4))),
        nodes(
            "with a variance of -1.0",
            m ->
                m.node(
                    "BatchNormalization",
                    OnnxModel.INPUT,
                    m.weights(4),
                    m.weights(4),
                    m.weights(4),
                    m.constant(new float[] {1, -1, 1, 1}, 4))),
        nodes(
            "that may be in training",
            m ->
                m.node(
                    "Dropout",
                    OnnxModel.INPUT,
                    m.number(0.5),
                    m.constant(
                        TensorProto.newBuilder()
                            .setDataType(DataType.BOOL.getNumber())
                            .addInt32Data(1)
                            .build()))),
        nodes(
            "has the operator Softmax (node softmax2) before another layer",
            m ->
                m.node(
                    "Relu",
                    m.node("Softmax", Map.of("axis", -1), m.node("Flatten", OnnxModel.INPUT)))),
        nodes(
            "along a part of an image's values",
            m -> m.node("Softmax", Map.of("axis", 1), OnnxModel.INPUT)),
        nodes("that moves the axis of the batch", m -> m.node("Transpose", OnnxModel.INPUT)),
        nodes(
            "with a perm that is none of 4 axes",
            m -> m.node("Transpose", Map.of("perm", List.of(0, 1, 1, 2)), OnnxModel.INPUT)),
        nodes(
            "that cuts channels, rows or columns into parts",
            m -> m.node("Reshape", OnnxModel.INPUT, m.row(0, 2, 2, 8, 8))),
        nodes(
            "that moves values from one image to another",
            m -> m.node("Reshape", OnnxModel.INPUT, m.row(-1, 64))),
        nodes("of 256 values as [0, 100]", m -> m.node("Reshape", OnnxModel.INPUT, m.row(0, 100))),
        nodes(
            "that takes a part of what it is given",
            m -> m.node("Slice", OnnxModel.INPUT, m.row(1), m.row(8), m.row(2))),
        nodes(
            "with steps of 0",
            m -> m.node("Slice", OnnxModel.INPUT, m.row(0), m.row(8), m.row(2), m.row(0))),
        nodes(
            "along other axes than rows and columns together",
            m -> m.node("ReduceMean", Map.of("axes", List.of(2)), OnnxModel.INPUT)),
        nodes("of all axes", m -> m.node("ReduceMean", OnnxModel.INPUT)),
        nodes(
            "with a constant that differs between rows or columns",
            m -> m.node("Add", OnnxModel.INPUT, m.weights(4, 8, 8))),
        nodes(
            "with a constant of 3 values for 4",
            m -> m.node("Add", OnnxModel.INPUT, m.weights(3, 1, 1))),
        nodes(
            "with a constant that has more axes than the image",
            m -> m.node("Add", OnnxModel.INPUT, m.weights(1, 1, 1, 1, 1))),
        nodes(
            "with numbers for each value of an image",
            m ->
                m.node("Relu", m.node("Mul", m.node("Flatten", OnnxModel.INPUT), m.weights(SIZE)))),
        nodes("by what depends on the image", m -> m.node("Div", m.number(1), OnnxModel.INPUT)),
        nodes(
            "with another exponent than 2 or 3",
            m -> m.node("Pow", OnnxModel.INPUT, m.number(0.5))),
        nodes(
            "of weights with values behind them",
            m -> m.node("MatMul", m.weights(4, 8), OnnxModel.INPUT)),
        nodes(
            "of rows or columns of an image",
            m ->
                m.node(
                    "MatMul",
                    m.node("Transpose", Map.of("perm", List.of(0, 1, 3, 2)), OnnxModel.INPUT),
                    m.weights(8, 4))),
        nodes("to int64", m -> m.node("Cast", Map.of("to", 7), OnnxModel.INPUT)),
        nodes(
            "without its input 1, which the standard does not allow",
            m -> m.node("Conv", OnnxModel.INPUT)),
        nodes(
            "of the value nothing, which nothing before it makes",
            m -> m.node("Add", OnnxModel.INPUT, "nothing")),
        nodes(
            "that several branches share which meet in different places",
            m -> {
              String relu = m.node("Relu", OnnxModel.INPUT);
              String tanh = m.node("Tanh", relu);
              String sum = m.node("Add", tanh, m.node("Sigmoid", OnnxModel.INPUT));
              return m.node("Add", sum, m.node("Softplus", tanh));
            }),
        nodes(
            "has layers that do not fit one another: conv 4 3x3 padding 2: it takes an image",
            m ->
                m.node(
                    "Conv",
                    Map.of("pads", List.of(1, 1, 1, 1)),
                    m.node("GlobalAveragePool", OnnxModel.INPUT),
                    m.weights(4, 4, 1, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unreadable")
  void nodeThatIsNoLayerIsNamed(String message, Function<OnnxModel, String> nodes) {
    OnnxModel model = model();
    String flat = model.node("Flatten", nodes.apply(model));

    assertUnreadable(model.file(flat, SIZE), message);
  }

  @Test
  void nodeOfAnotherDomainIsNamedWithIt() {
    OnnxModel model = model();
    String relu = model.node("Relu", OnnxModel.INPUT);
    model.graph().getNodeBuilder(0).setDomain("com.example").setName("");

    assertUnreadable(model.file(relu, 3), "has the operator Relu of com.example (node relu1)");
  }

  static Stream<Arguments> inputs() {
    return Stream.of(
        Arguments.of(
            "has the input input with the open side open", value(DataType.FLOAT, 4, -1, 8)),
        Arguments.of("has the input input of uint8", value(DataType.UINT8, 4, 8, 8)),
        Arguments.of("has the input input of float16", value(DataType.FLOAT16, 4, 8, 8)),
        Arguments.of("has the input input of 5 axes", value(DataType.FLOAT, 4, 8, 8, 8)),
        Arguments.of("has the input input of 1 axes", value(DataType.FLOAT)),
        Arguments.of(
            "has the input input of 2147483647 x 8 x 8 values",
            value(DataType.FLOAT, Integer.MAX_VALUE, 8, 8)));
  }

  private static onnx.Onnx.ValueInfoProto value(DataType type, int... sides) {
    return OnnxModel.value(OnnxModel.INPUT, type, sides);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void inputThatIsNoImageIsNamed(String message, onnx.Onnx.ValueInfoProto input) {
    OnnxModel model = model();
    model.graph().setInput(0, input);

    assertUnreadable(model.file(model.node("Flatten", OnnxModel.INPUT), 3), message);
  }

  @Test
  void inputsAndOutputsMustBeOne() {
    OnnxModel two = model();
    two.graph().addInput(OnnxModel.value("mask", DataType.FLOAT, 8));
    OnnxModel outputs = model();
    outputs.graph().addOutput(OnnxModel.value("features", DataType.FLOAT, 8));
    OnnxModel constant = model();

    assertUnreadable(
        two.file(two.node("Flatten", OnnxModel.INPUT), 3),
        "has 2 inputs (input, mask); export a network that takes nothing but images");
    assertUnreadable(
        outputs.file(outputs.node("Flatten", OnnxModel.INPUT), 3),
        "has 2 outputs (features, flatten1); export the logits alone");
    assertUnreadable(
        constant.file(constant.node("Neg", constant.weights(1, 3)), 3),
        "has an output that does not depend on its input");
    assertUnreadable(model().file("nothing", 3), "has an output that does not depend on its input");
  }

  @Test
  void outputMustBeALogitOfEachOfSeveralClasses() {
    OnnxModel one = model();
    OnnxModel image = model();

    assertUnreadable(
        one.file(one.dense(one.node("Flatten", OnnxModel.INPUT), SIZE, 1), 1),
        "makes [1] of an image; export a network that makes a logit for each of at least two");
    assertUnreadable(image.file(image.node("Relu", OnnxModel.INPUT), SIDES), "makes [4, 8, 8] of");
  }

  @Test
  void versionsThatAreNotKnownAreRefused() {
    byte[] early = new OnnxModel(8, 1, SIDES).file(OnnxModel.INPUT, SIDES);
    byte[] late = new OnnxModel(99, 1, SIDES).file(OnnxModel.INPUT, SIDES);
    byte[] none =
        ModelProto.newBuilder().setGraph(GraphProto.getDefaultInstance()).build().toByteArray();

    assertUnreadable(early, "is of ONNX operator set 8, not from 9 to 25; export it with one");
    assertUnreadable(late, "is of ONNX operator set 99, not from 9 to 25");
    assertUnreadable(none, "is of ONNX operator set 1, not from 9 to 25");
  }

  static Stream<Arguments> tensors() {
    TensorProto.Builder floats =
        TensorProto.newBuilder().setDataType(DataType.FLOAT.getNumber()).setName("weights");
    return Stream.of(
        Arguments.of(
            "has the tensor weights in another file; export it as one file",
            floats.clone().setDataLocation(TensorProto.DataLocation.EXTERNAL)),
        Arguments.of(
            "has the tensor weights of int8",
            floats.clone().setDataType(DataType.INT8.getNumber())),
        Arguments.of("has the tensor weights of the type 77", floats.clone().setDataType(77)),
        Arguments.of(
            "has the tensor weights of 6 numbers, but holds 2",
            floats.clone().addAllDims(List.of(2L, 3L)).addAllFloatData(List.of(1f, 2f))),
        Arguments.of(
            "has the tensor weights of 2 numbers, but holds 1",
            floats.clone().addDims(2).setRawData(ByteString.copyFrom(new byte[7]))),
        Arguments.of("has the tensor weights with a side of -1", floats.clone().addDims(-1)),
        Arguments.of(
            "has the tensor weights with a side of 4611686018427387904",
            floats.clone().addAllDims(List.of(4L, 1L << 62))),
        Arguments.of(
            "has the tensor weights with 9 axes",
            floats.clone().addAllDims(java.util.Collections.nCopies(9, 1L))),
        Arguments.of(
            "has the tensor weights with 1.0E300, which float32 has no room for",
            floats
                .clone()
                .setDataType(DataType.DOUBLE.getNumber())
                .addDims(1)
                .addDoubleData(1e300)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tensors")
  void tensorThatHoldsNoNumbersIsNamed(String message, TensorProto.Builder tensor) {
    OnnxModel model = model();
    model.graph().addInitializer(tensor);

    assertUnreadable(model.file(model.node("Add", OnnxModel.INPUT, "weights"), 3), message);
  }

  @Test
  void namesAreOfOneTensorOrValue() {
    OnnxModel twice = model();
    twice.graph().addInitializer(OnnxModel.tensor(new float[] {1}).toBuilder().setName("a"));
    twice.graph().addInitializer(OnnxModel.tensor(new float[] {2}).toBuilder().setName("a"));
    OnnxModel made = model();
    String first = made.node("Relu", OnnxModel.INPUT);
    made.node("Tanh", OnnxModel.INPUT);
    made.graph().getNodeBuilder(1).setOutput(0, first);

    assertUnreadable(twice.file(OnnxModel.INPUT, 3), "has two tensors a; export the network again");
    OnnxModel input = model();
    input.node("Relu", OnnxModel.INPUT);
    input.graph().getNodeBuilder(0).setOutput(0, OnnxModel.INPUT);

    assertUnreadable(made.file(first, SIDES), "makes the value relu1 twice");
    assertUnreadable(input.file(OnnxModel.INPUT, SIDES), "makes the value input twice");
  }

  @Test
  void weightsMustBeNumbers() {
    OnnxModel model = new OnnxModel(17, 1, 2);
    String weights = model.constant(new float[] {1, 2, Float.NaN, 4}, 2, 2);

    assertUnreadable(
        model.file(model.node("MatMul", OnnxModel.INPUT, weights), 2), "has the weight NaN");
  }

  @Test
  void whatIsNoModelIsDamaged() throws IOException {
    byte[] whole = GoldenModels.bytes("script-11-plain");

    assertUnreadable(new byte[0], "is damaged or no ONNX file; export the network again");
    assertUnreadable(
        "PK no model at all".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "is damaged or no ONNX file");
    assertUnreadable(Arrays.copyOf(whole, whole.length - 1), "is damaged or no ONNX file");
    assertUnreadable(Arrays.copyOf(whole, whole.length / 2), "is damaged or no ONNX file");
  }

  @Test
  void smallFilesTakeLittleMemory() {
    OnnxModel filled = model();
    String gigabytes = filled.node("ConstantOfShape", filled.row(2_000_000_000, 1));
    OnnxModel larger = model();
    String beyond = larger.node("ConstantOfShape", larger.row(1L << 40, 1L << 40));
    OnnxModel doubled = model();
    String many = doubled.row(1, 2, 3, 4);
    for (int i = 0; i < 40; i++) {
      many = doubled.node("Concat", Map.of("axis", 0), many, many);
    }
    OnnxModel spread = model();
    String column = spread.weights(100_000, 1);
    String matrix = spread.node("Add", column, spread.node("Transpose", column));
    OnnxModel identity = new OnnxModel(17, 1, 4_000_000);
    OnnxModel shared = new OnnxModel(17, 1, 100_000);
    String shifted = OnnxModel.INPUT;
    String shifts = shared.weights(100_000);
    for (int i = 0; i < 5000; i++) {
      shifted = shared.node("Add", shifted, shifts);
    }
    OnnxModel filters = new OnnxModel(17, 1, 1_000_000, 1, 1);
    String convolved = OnnxModel.INPUT;
    String ones = filters.weights(1_000_000, 1, 1, 1);
    for (int i = 0; i < 500; i++) {
      convolved = filters.node("Conv", Map.of("group", 1_000_000), convolved, ones);
    }

    assertUnreadable(
        filled.file(filled.node("Add", OnnxModel.INPUT, gigabytes), 3),
        "says how to compute far more numbers than it holds");
    assertUnreadable(
        larger.file(larger.node("Add", OnnxModel.INPUT, beyond), 3),
        "with a side of 1099511627776");
    assertUnreadable(
        doubled.file(doubled.node("Reshape", OnnxModel.INPUT, many), 3),
        "says how to compute far more numbers than it holds");
    assertUnreadable(spread.file(spread.node("Add", OnnxModel.INPUT, matrix), 3), "than");
    assertUnreadable(
        shared.file(shifted, 100_000), "says how to compute far more numbers than it holds");
    assertUnreadable(
        filters.file(convolved, 1_000_000), "says how to compute far more numbers than it holds");
    assertUnreadable(
        identity.file(identity.node("Relu", OnnxModel.INPUT), 4_000_000),
        "says how to compute far more numbers than it holds");
  }

  @Test
  void partsOfAFileAreCountedBeforeItIsTakenApart() {
    byte[] nodes = new byte[2 * 2_100_000];
    for (int i = 0; i < nodes.length; i += 2) {
      // An empty node.
      nodes[i] = 0x0a;
    }
    byte[] many = new byte[nodes.length + 6];
    many[0] = 0x3a;
    int length = nodes.length;
    int place = 1;
    while (length > 0x7f) {
      many[place] = (byte) ((length & 0x7f) | 0x80);
      length >>>= 7;
      place++;
    }
    many[place] = (byte) length;
    System.arraycopy(nodes, 0, many, place + 1, nodes.length);
    GraphProto deep = GraphProto.getDefaultInstance();
    for (int i = 0; i < 20; i++) {
      deep =
          GraphProto.newBuilder()
              .addNode(
                  NodeProto.newBuilder()
                      .addAttribute(AttributeProto.newBuilder().setName("body").setG(deep)))
              .build();
    }
    byte[] nested = ModelProto.newBuilder().setGraph(deep).build().toByteArray();

    assertUnreadable(
        Arrays.copyOf(many, place + 1 + nodes.length), "has more than 2,000,000 entries");
    assertUnreadable(nested, "has parts within parts, more than 24 deep");
  }

  @Test
  void blocksWithinBlocksAreBounded() {
    OnnxModel model = model();
    String value = OnnxModel.INPUT;
    for (int i = 0; i < 40; i++) {
      value = model.node("Add", model.node("Relu", value), OnnxModel.INPUT);
    }
    String flat = model.node("Flatten", value);

    assertUnreadable(model.file(model.dense(flat, SIZE, 3), 3), "within blocks more than 16 deep");
  }

  @Test
  void graphsOfManyNodesAreRefused() {
    OnnxModel model = model();
    String value = OnnxModel.INPUT;
    for (int i = 0; i < 20_001; i++) {
      value = model.node("Relu", value);
    }

    assertUnreadable(model.file(value, SIDES), "has 20,001 nodes, more than 20,000");
  }

  @Test
  void namesInMessagesAreShortAndVisible() {
    OnnxModel model = model();
    String value = model.node("Relu", OnnxModel.INPUT);
    model
        .graph()
        .getNodeBuilder(0)
        .setOpType("Unknown\u001b[31m\n" + "x".repeat(10_000))
        .setName("node\0name");

    assertUnreadable(
        model.file(value, 3),
        "has the operator Unknown[31m" + "x".repeat(29) + "... (node nodename)");
  }

  @Test
  void versionOfTheStandardIsThatOfItsOwnOperators() {
    byte[] other =
        ModelProto.newBuilder()
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(17))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx").setVersion(7))
            .setGraph(GraphProto.getDefaultInstance())
            .build()
            .toByteArray();

    assertUnreadable(other, "is of ONNX operator set 7");
  }
}
