package org.qusecnets.sweep.network.pretrained.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorProto.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.pretrained.PretrainedNetwork;
import org.qusecnets.sweep.recipe.Architecture;

/** Operators in forms that exporters seldom write, against ONNX Runtime. */
class OperatorsTest {
  private static final String X = OnnxModel.INPUT;

  private static Arguments nodes(String layers, Function<OnnxModel, String> nodes) {
    return Arguments.of(layers, nodes);
  }

  private static Map<String, ?> window(int kernel, int stride, int... pads) {
    return Map.of(
        "kernel_shape",
        List.of(kernel, kernel),
        "strides",
        List.of(stride, stride),
        "pads",
        List.of(pads[0], pads[1], pads[2], pads[3]));
  }

  /** Layers before the last one, and the nodes that are read so, of [4, 8, 8]. */
  static Stream<Arguments> readable() {
    return Stream.of(
        nodes("relu", m -> m.node("Max", X, m.number(0))),
        nodes("relu, bounded-relu", m -> m.node("Min", m.number(0.4), m.node("Relu", X))),
        nodes("relu, bounded-relu", m -> m.node("Clip", m.node("Relu", X), "", m.number(0.4))),
        nodes("relu", m -> m.node("Clip", X, m.number(0))),
        nodes(
            "max-pool 3x3/2 same",
            m ->
                m.node(
                    "MaxPool",
                    Map.of("kernel_shape", List.of(3, 3), "strides", List.of(2, 2), "ceil_mode", 1),
                    X)),
        nodes(
            "average-pool 2x2/2",
            m ->
                m.node(
                    "AveragePool",
                    Map.of("kernel_shape", List.of(2, 2), "strides", List.of(2, 2), "ceil_mode", 1),
                    X)),
        nodes(
            "average-pool 2x2 same",
            m ->
                m.node(
                    "AveragePool",
                    window(2, 1, 0, 0, 0, 0),
                    m.node("Pad", Map.of("mode", "edge"), X, m.row(0, 0, 0, 0, 0, 0, 1, 1)))),
        nodes(
            "max-pool 3x3 padding 1",
            m ->
                m.node(
                    "MaxPool",
                    window(3, 1, 0, 0, 0, 0),
                    m.node(
                        "Pad",
                        X,
                        m.row(0, 0, 1, 1, 0, 0, 1, 1),
                        m.number(Double.NEGATIVE_INFINITY)))),
        nodes(
            "relu, max-pool 3x3/2 padding 1",
            m ->
                m.node(
                    "MaxPool",
                    window(3, 2, 0, 0, 0, 0),
                    m.node("Pad", m.node("Relu", X), m.row(0, 0, 1, 1, 0, 0, 1, 1)))),
        nodes("max-pool 8x8", m -> m.node("GlobalMaxPool", X)),
        nodes(
            "max-pool 8x8, relu",
            m ->
                m.node(
                    "Relu", m.node("ReduceMax", Map.of("axes", List.of(-1, 2), "keepdims", 0), X))),
        nodes("", m -> m.node("MaxPool", Map.of("kernel_shape", List.of(1, 1)), X)),
        nodes(
            "depthwise-conv 1 3x3 padding 1",
            m ->
                m.node(
                    "AveragePool",
                    Map.of(
                        "kernel_shape",
                        List.of(3, 3),
                        "pads",
                        List.of(1, 1, 1, 1),
                        "count_include_pad",
                        1),
                    X)),
        nodes(
            "depthwise-conv 1 3x3/2 same",
            m ->
                m.node(
                    "AveragePool",
                    window(3, 2, 0, 0, 0, 0),
                    m.node("Pad", X, m.row(0, 0, 0, 0, 0, 0, 1, 1)))),
        nodes(
            "conv 5 3x3",
            m ->
                m.node(
                    "Transpose",
                    Map.of("perm", List.of(0, 3, 1, 2)),
                    m.node(
                        "Transpose",
                        Map.of("perm", List.of(0, 2, 3, 1)),
                        m.node("Conv", X, m.weights(5, 4, 3, 3))))),
        nodes(
            "conv 5 1x1, relu",
            m ->
                m.node(
                    "Relu",
                    m.node(
                        "Add",
                        m.node(
                            "MatMul",
                            m.node("Transpose", Map.of("perm", List.of(0, 2, 3, 1)), X),
                            m.weights(4, 5)),
                        m.weights(5)))),
        nodes(
            "conv 4 2x2",
            m ->
                m.node(
                    "Conv",
                    m.node(
                        "Pad",
                        m.node("Pad", X, m.row(0, 0, 1, 2, 0, 0, 1, 2)),
                        m.row(0, 0, -1, -2, 0, 0, -1, -2)),
                    m.weights(4, 4, 2, 2))),
        nodes(
            "conv 4 4x5 padding 1",
            m ->
                m.node(
                    "Conv",
                    m.node(
                        "Pad",
                        m.node("Pad", X, m.row(0, 0, 2, 0, 0, 0, 1, 1)),
                        m.row(0, 0, -1, -1, 0, 0, -2, -1)),
                    m.weights(4, 4, 2, 2))),
        nodes("conv 6 1x1", m -> m.node("Pad", X, m.row(0, 1, 0, 0, 0, 1, 0, 0))),
        nodes(
            "depthwise-conv 1 1x1/4x2, tanh",
            m ->
                m.node(
                    "Tanh",
                    m.node(
                        "Slice",
                        m.node("Slice", X, m.row(0, 0), m.row(99, 99), m.row(2, 3), m.row(2, 2)),
                        m.row(0),
                        m.row(Long.MAX_VALUE),
                        m.row(-2),
                        m.row(2)))),
        nodes(
            "batch-norm",
            m ->
                m.node(
                    "BatchNormalization",
                    Map.of("epsilon", 0.0),
                    X,
                    m.weights(4),
                    m.weights(4),
                    m.weights(4),
                    m.positive(4))),
        nodes(
            "batch-norm, relu",
            m ->
                m.node(
                    "Relu",
                    m.node(
                        "Add",
                        m.node("Mul", m.node("Sub", m.number(1), X), m.positive(4, 1, 1)),
                        m.number(0.25)))),
        nodes(
            "batch-norm",
            m ->
                m.node(
                    "Mul",
                    m.node(
                        "BatchNormalization",
                        X,
                        m.weights(4),
                        m.weights(4),
                        m.weights(4),
                        m.positive(4)),
                    m.weights(1, 4, 1, 1))),
        nodes("tanh", m -> m.node("Dropout", m.node("Tanh", X), m.number(0.5), no(m))),
        nodes("batch-norm, tanh", m -> m.node("Tanh", m.node("Add", X, X))),
        nodes(
            "batch-norm, tanh",
            m -> m.node("Tanh", m.node("Sub", X, m.node("Mul", X, m.number(3))))),
        nodes("residual [tanh, batch-norm]", m -> m.node("Sub", X, m.node("Tanh", X))),
        nodes(
            "residual [conv 4 1x1, tanh]",
            m -> m.node("Sum", X, m.node("Tanh", m.node("Conv", X, m.weights(4, 4, 1, 1))))),
        nodes(
            "residual [residual [tanh] shortcut [sigmoid]] shortcut [softplus]",
            m -> m.node("Sum", m.node("Tanh", X), m.node("Sigmoid", X), m.node("Softplus", X))),
        nodes(
            "residual [relu] shortcut [batch-norm, relu, batch-norm]",
            m ->
                m.node(
                    "Add",
                    m.node("Relu", X),
                    m.node("Mul", m.weights(4, 1, 1), m.node("Relu", m.node("Neg", X))))),
        nodes(
            "gelu",
            m -> {
              String cube = m.node("Pow", X, m.number(3));
              String inner = m.node("Add", X, m.node("Mul", cube, m.number(0.044715)));
              String tanh = m.node("Tanh", m.node("Mul", inner, m.number(Math.sqrt(2 / Math.PI))));
              String share = m.node("Add", m.number(1), tanh);
              return m.node("Mul", m.node("Mul", X, m.number(0.5)), share);
            }),
        nodes(
            "batch-norm, gelu, batch-norm",
            m -> {
              // The unit of a scaled value, as a part of which the scale may be taken.
              String scaled = m.node("Mul", X, m.number(3));
              String erf = m.node("Erf", m.node("Div", scaled, m.number(Math.sqrt(2))));
              return m.node("Mul", scaled, m.node("Add", erf, m.number(1)));
            }),
        nodes(
            "conv 4 1x1, softplus",
            m -> {
              String sums = m.node("Conv", X, m.weights(4, 4, 1, 1));
              String soft = m.node("Softplus", sums);
              return m.node("Where", m.node("Greater", sums, m.number(20)), sums, soft);
            }),
        nodes(
            "conv 3 3x3/3",
            m -> {
              Map<String, ?> strided = Map.of("strides", List.of(3, 3));
              return m.node(
                  "Conv", strided, m.node("Cast", Map.of("to", 1), X), m.weights(3, 4, 3, 3));
            }));
  }

  private static String no(OnnxModel model) {
    return model.constant(
        TensorProto.newBuilder().setDataType(DataType.BOOL.getNumber()).addInt32Data(0).build());
  }

  @ParameterizedTest(name = "{0}, dense.")
  @MethodSource("readable")
  void nodesAreReadAsWhatOnnxRuntimeComputes(String layers, Function<OnnxModel, String> nodes)
      throws IOException, OrtException {
    OnnxModel model = new OnnxModel(17, 1, 4, 8, 8);
    byte[] file = model.file(model.node("Flatten", nodes.apply(model)), 3);

    PretrainedNetwork network = RuntimeLogits.assertSame(file, 5);

    String all = layers.isEmpty() ? "dense." : layers + ", dense.";
    assertThat(Architecture.own("own", network.hidden()).describe()).isEqualTo(all);
  }

  @Test
  void imagesWithoutAnAxisOfChannelsAreGrey() throws IOException, OrtException {
    OnnxModel flat = new OnnxModel(17, 1, 6, 7);
    OnnxModel grey = new OnnxModel(17, 1, 6, 7);
    String image = grey.node("Unsqueeze", X, grey.row(1));
    String sums = grey.node("Conv", image, grey.weights(2, 1, 3, 3));

    PretrainedNetwork perceptron =
        RuntimeLogits.assertSame(flat.file(flat.dense(flat.node("Flatten", X), 42, 3), 3), 5);
    PretrainedNetwork convolutional =
        RuntimeLogits.assertSame(grey.file(grey.node("Flatten", sums), 40), 5);

    assertThat(perceptron.input()).isEqualTo(new ImageShape(1, 6, 7));
    assertThat(convolutional.input()).isEqualTo(new ImageShape(1, 6, 7));
  }

  @Test
  void meansOfOneValueChangeNothing() throws IOException, OrtException {
    OnnxModel grey = new OnnxModel(18, 1, 1, 6, 7);
    String plane = grey.node("ReduceMean", Map.of("keepdims", 0), X, grey.row(1));
    String image = grey.node("Unsqueeze", plane, grey.row(1));
    String sums = grey.node("Conv", image, grey.weights(2, 1, 3, 3));
    OnnxModel without = new OnnxModel(18, 1, 4, 6, 7);
    String same = without.node("ReduceMean", Map.of("noop_with_empty_axes", 1), X, without.row());

    PretrainedNetwork one = RuntimeLogits.assertSame(grey.file(grey.node("Flatten", sums), 40), 5);
    PretrainedNetwork none =
        RuntimeLogits.assertSame(without.file(without.node("Flatten", same), 168), 5);

    assertThat(Architecture.own("one", one.hidden()).describe()).isEqualTo("conv 2 3x3, dense.");
    assertThat(none.hidden()).isEmpty();
  }

  @Test
  void rowsAreChannelsOfOneValue() throws IOException, OrtException {
    OnnxModel model = new OnnxModel(17, 1, 6);

    PretrainedNetwork network = RuntimeLogits.assertSame(model.file(model.dense(X, 6, 3), 3), 5);

    assertThat(network.input()).isEqualTo(new ImageShape(6, 1, 1));
    assertThat(network.hidden()).isEmpty();
    assertThat(network.takes(new ImageShape(1, 2, 3))).isTrue();
  }

  /** Of two sides that may be the channels, the one that the nodes take for it. */
  @Test
  void channelsAreTheSideThatConvolutionsTake() throws IOException, OrtException {
    OnnxModel first = new OnnxModel(17, 1, 8, 8, 3);
    OnnxModel last = new OnnxModel(17, 1, 3, 8, 8);
    String moved = last.node("Transpose", Map.of("perm", List.of(0, 3, 1, 2)), X);

    PretrainedNetwork channelsFirst =
        RuntimeLogits.assertSame(
            first.file(first.node("Flatten", first.node("Conv", X, first.weights(2, 8, 3, 3))), 12),
            5);
    PretrainedNetwork channelsLast =
        RuntimeLogits.assertSame(
            last.file(last.node("Flatten", last.node("Conv", moved, last.weights(2, 8, 3, 3))), 12),
            5);

    assertThat(channelsFirst.input()).isEqualTo(new ImageShape(8, 8, 3));
    assertThat(channelsLast.input()).isEqualTo(new ImageShape(8, 3, 8));
  }

  @Test
  void nodesThatTheOutputDoesNotNeedMayBeAnything() throws IOException, OrtException {
    OnnxModel model = new OnnxModel(17, 1, 6);
    model.node("Loop", model.node("TopK", X));

    assertThat(new OnnxFormat().read(model.file(model.dense(X, 6, 3), 3)).classes()).isEqualTo(3);
  }
}
