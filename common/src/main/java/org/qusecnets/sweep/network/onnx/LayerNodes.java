package org.qusecnets.sweep.network.onnx;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.network.NetworkStructure.Block;
import org.qusecnets.sweep.network.NetworkStructure.Quantizing;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.export.ParameterNames;
import org.qusecnets.sweep.network.layer.Bias;
import org.qusecnets.sweep.network.layer.LayerGeometry;
import org.qusecnets.sweep.network.layer.Normalization;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph.Attributes;
import org.qusecnets.sweep.recipe.layer.Activation;
import org.qusecnets.sweep.recipe.layer.BatchNormalization;
import org.qusecnets.sweep.recipe.layer.Dense;
import org.qusecnets.sweep.recipe.layer.DepthwiseConvolution;
import org.qusecnets.sweep.recipe.layer.Dropout;
import org.qusecnets.sweep.recipe.layer.GlobalAveragePool;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Pooling;
import org.qusecnets.sweep.recipe.layer.Window;

/**
 * The layers of a network as nodes; parameters have the {@linkplain ParameterNames names} that they
 * have in a NumPy export.
 */
final class LayerNodes {
  private final OnnxGraph graph;
  private final Map<String, INDArray> parameters;
  private final ParameterNames names = new ParameterNames();

  /**
   * No layers yet.
   *
   * @param parameters the table of a DL4J network
   */
  LayerNodes(OnnxGraph graph, Map<String, INDArray> parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /** What layers make of a value, one after another. */
  Value of(List<Step> steps, Value input) {
    Value value = input;
    for (Step step : steps) {
      value = step(step, value);
    }
    return value;
  }

  private Value step(Step step, Value input) {
    if (step instanceof Weighted weighted) {
      names.next();
      Value sums =
          weighted.layer() instanceof Dense
              ? dense(weighted, input.asRows(graph))
              : convolution(weighted, input);
      return weighted.following().map(function -> activation(function, sums)).orElse(sums);
    } else if (step instanceof Quantizing quantizing) {
      return quantized(quantizing, input);
    } else if (step instanceof Block block) {
      return sum(of(block.body(), input), of(block.shortcut(), input));
    }
    return single((Single) step, input);
  }

  private Value activation(Activation function, Value input) {
    return input.become(ActivationNodes.of(graph, function, input.name()));
  }

  /** Of one form: a block's input is an image where its output is one. */
  private Value sum(Value one, Value other) {
    return one.become(graph.node("Add", one.name(), other.name()));
  }

  private Value dense(Weighted layer, Value input) {
    return Value.rows(
        graph.node("Gemm", inputs(layer, input, parameter(layer.name(), Parameters.WEIGHTS))));
  }

  private Value convolution(Weighted layer, Value input) {
    ConvolutionGeometry geometry = LayerGeometry.of(layer.layer(), layer.input());
    ConvolutionGeometry.Border border = geometry.border();
    ConvolutionGeometry.Steps steps = geometry.steps();
    boolean isDepthwise = layer.layer() instanceof DepthwiseConvolution;
    INDArray weights = parameter(layer.name(), Parameters.WEIGHTS);
    Attributes attributes =
        new Attributes()
            .integers("kernel_shape", geometry.kernelRows(), geometry.kernelColumns())
            .integers("strides", steps.rows(), steps.columns())
            .integers("dilations", steps.rowDilation(), steps.columnDilation())
            .integers("pads", border.top(), border.left(), border.bottom(), border.right())
            .integer("group", isDepthwise ? geometry.channels() : 1);
    return Value.images(
        graph.node(
            "Conv", attributes, inputs(layer, input, isDepthwise ? byFilter(weights) : weights)));
  }

  /** Kernels of [rows, columns, channels, multiplier] as [filters, 1, rows, columns]. */
  private static INDArray byFilter(INDArray depthwise) {
    return depthwise
        .permute(2, 3, 0, 1)
        .dup('c')
        .reshape(
            'c', depthwise.size(2) * depthwise.size(3), 1, depthwise.size(0), depthwise.size(1));
  }

  /** What a layer with weights takes: values, weights and, if it has them, biases. */
  private String[] inputs(Weighted layer, Value input, INDArray weights) {
    String constant = graph.parameters(names.of("weights"), weights);
    if (layer.bias() == Bias.NONE) {
      return new String[] {input.name(), constant};
    }
    INDArray bias = parameter(layer.name(), Parameters.BIAS).ravel();
    return new String[] {input.name(), constant, graph.parameters(names.of("bias"), bias)};
  }

  private Value quantized(Quantizing step, Value input) {
    float[] thresholds = Parameters.read(parameters, step.name(), Parameters.THRESHOLDS);
    String exceeded =
        ThresholdNodes.shared(graph, names.thresholds(), input.form(), thresholds)
            .exceeded(graph.node("Tanh", input.name()));
    String steps = graph.node("Mul", exceeded, graph.number(2.0 / thresholds.length));
    return input.become(graph.node("Sub", steps, graph.number(1)));
  }

  private Value single(Single step, Value input) {
    NetworkLayer layer = step.layer();
    if (layer instanceof Activation function) {
      return activation(function, input);
    } else if (layer instanceof BatchNormalization options) {
      return input.become(normalized(step, options, input.name()));
    } else if (layer instanceof GlobalAveragePool) {
      return Value.images(graph.node("GlobalAveragePool", input.name())).asRows(graph);
    } else if (layer instanceof Pooling pooling) {
      return pooled(step, pooling, input);
    } else if (layer instanceof Dropout) {
      return input;
    }
    throw new IllegalArgumentException("no nodes for " + layer.type());
  }

  private String normalized(Single step, BatchNormalization options, String values) {
    names.next();
    Normalization frozen = Normalization.of(parameters, step.name(), options.epsilon());
    long[] shape = {frozen.gamma().length};
    return graph.node(
        "BatchNormalization",
        new Attributes().number("epsilon", options.epsilon()),
        values,
        graph.floats(names.of("gamma"), shape, frozen.gamma()),
        graph.floats(names.of("beta"), shape, frozen.beta()),
        graph.floats(names.of("mean"), shape, frozen.mean()),
        graph.floats(names.of("variance"), shape, frozen.variance()));
  }

  private Value pooled(Single step, Pooling pooling, Value input) {
    Window window = pooling.window();
    Window.Frame frame = window.frame(step.input());
    Attributes attributes =
        new Attributes()
            .integers("kernel_shape", window.kernel().rows(), window.kernel().columns())
            .integers("strides", window.stride().rows(), window.stride().columns())
            .integers("pads", frame.above(), frame.before(), frame.below(), frame.behind());
    return Value.images(
        pooling instanceof Pooling.Max
            ? graph.node("MaxPool", attributes, input.name())
            : graph.node("AveragePool", attributes.integer("count_include_pad", 0), input.name()));
  }

  private INDArray parameter(String layer, String key) {
    return Parameters.of(parameters, layer, key);
  }
}
