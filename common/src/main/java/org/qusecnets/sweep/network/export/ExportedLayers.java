package org.qusecnets.sweep.network.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.NetworkStructure;
import org.qusecnets.sweep.network.NetworkStructure.Block;
import org.qusecnets.sweep.network.NetworkStructure.Quantizing;
import org.qusecnets.sweep.network.NetworkStructure.Single;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.export.ModelDescription.Activation;
import org.qusecnets.sweep.network.export.ModelDescription.BatchNormalization;
import org.qusecnets.sweep.network.export.ModelDescription.BoundedRelu;
import org.qusecnets.sweep.network.export.ModelDescription.Convolution;
import org.qusecnets.sweep.network.export.ModelDescription.Dense;
import org.qusecnets.sweep.network.export.ModelDescription.DepthwiseConvolution;
import org.qusecnets.sweep.network.export.ModelDescription.GlobalAveragePool;
import org.qusecnets.sweep.network.export.ModelDescription.Layer;
import org.qusecnets.sweep.network.export.ModelDescription.Padding;
import org.qusecnets.sweep.network.export.ModelDescription.Pooling;
import org.qusecnets.sweep.network.export.ModelDescription.Pruning;
import org.qusecnets.sweep.network.export.ModelDescription.Quantization;
import org.qusecnets.sweep.network.export.ModelDescription.QuantizedActivation;
import org.qusecnets.sweep.network.export.ModelDescription.Reference;
import org.qusecnets.sweep.network.export.ModelDescription.Residual;
import org.qusecnets.sweep.network.export.ModelDescription.Transform;
import org.qusecnets.sweep.network.layer.Bias;
import org.qusecnets.sweep.network.layer.LayerGeometry;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.layer.Activation.Relu;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.Pooling.Max;
import org.qusecnets.sweep.recipe.layer.Window;

/** The layers of a network, described, and their parameters by {@linkplain ParameterNames name}. */
final class ExportedLayers {
  private final Map<String, INDArray> parameters;
  private final double pruning;
  private final List<Layer> descriptions = new ArrayList<>();
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final ParameterNames names = new ParameterNames();

  private ExportedLayers(Map<String, INDArray> parameters, double pruning) {
    this.parameters = parameters;
    this.pruning = pruning;
  }

  /**
   * The layers of a network and what stands in front of it.
   *
   * @param parameters the table of a DL4J network
   */
  static ExportedLayers of(Map<String, INDArray> parameters, ModelRecipe recipe, ImageShape shape) {
    ExportedLayers layers = new ExportedLayers(parameters, recipe.hidden().pruning());
    ImageShape size = shape;
    for (InputStage stage : recipe.input().stages()) {
      if (stage instanceof InputTransform transform) {
        layers.descriptions.add(Transform.of(transform));
      } else if (stage instanceof QuantizationOptions quantization) {
        layers.addQuantization(quantization, size);
      }
      size = stage.output(size);
    }
    layers.descriptions.addAll(
        layers.described(NetworkStructure.of(recipe, shape, parameters).steps()));
    return layers;
  }

  /** The layers in order. */
  List<Layer> descriptions() {
    return descriptions;
  }

  /** The parameters by name, in the order of the layers. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  private List<Layer> described(List<Step> steps) {
    List<Layer> layers = new ArrayList<>();
    for (Step step : steps) {
      if (step instanceof Weighted weighted) {
        names.next();
        layers.add(weighted(weighted));
        weighted
            .following()
            .filter(function -> !(function instanceof Relu))
            .ifPresent(function -> layers.add(activation(function)));
        addPruning(weighted.following().isPresent(), layers);
      } else if (step instanceof Quantizing quantizing) {
        layers.add(quantizedActivation(quantizing));
        addPruning(true, layers);
      } else if (step instanceof Block block) {
        List<Layer> body = described(block.body());
        layers.add(new Residual(body, described(block.shortcut())));
      } else if (step instanceof Single single) {
        addSingle(single, layers);
      }
    }
    return layers;
  }

  private void addPruning(boolean isActivation, List<Layer> layers) {
    if (isActivation && pruning > 0) {
      layers.add(new Pruning(pruning));
    }
  }

  private void addSingle(Single single, List<Layer> layers) {
    NetworkLayer layer = single.layer();
    if (layer instanceof org.qusecnets.sweep.recipe.layer.Activation function) {
      layers.add(activation(function));
      addPruning(true, layers);
    } else if (layer instanceof org.qusecnets.sweep.recipe.layer.BatchNormalization options) {
      names.next();
      layers.add(
          new BatchNormalization(
              options.epsilon(),
              "gamma (x - mean) / sqrt(variance + epsilon) + beta",
              ofChannels(single, "gamma", "gamma"),
              ofChannels(single, "beta", "beta"),
              ofChannels(single, "mean", "mean"),
              ofChannels(single, "var", "variance")));
    } else if (layer instanceof org.qusecnets.sweep.recipe.layer.GlobalAveragePool) {
      layers.add(new GlobalAveragePool());
    } else if (layer instanceof org.qusecnets.sweep.recipe.layer.Pooling pool) {
      Window window = pool.window();
      layers.add(
          new Pooling(
              pool instanceof Max ? "max" : "mean",
              List.of(window.kernel().rows(), window.kernel().columns()),
              List.of(window.stride().rows(), window.stride().columns()),
              padding(window.frame(single.input()))));
    }
  }

  private Reference ofChannels(Single single, String key, String name) {
    return reference(names.of(name), "[channels]", parameter(single.name(), key).ravel());
  }

  private static Padding padding(Window.Frame frame) {
    return new Padding(frame.above(), frame.below(), frame.before(), frame.behind());
  }

  private static Layer activation(org.qusecnets.sweep.recipe.layer.Activation function) {
    return function instanceof org.qusecnets.sweep.recipe.layer.Activation.BoundedRelu bounded
        ? new BoundedRelu(bounded.limit(), "min(limit, max(0, x))")
        : new Activation(function.type(), function.inOrder());
  }

  private void addQuantization(QuantizationOptions options, ImageShape shape) {
    ImageShape cells = options.sharing().cells(shape);
    arrays.put(
        ParameterNames.THRESHOLDS,
        parameter("0", Parameters.THRESHOLDS)
            .reshape('c', options.thresholds(), cells.channels(), cells.height(), cells.width()));
    descriptions.add(
        new Quantization(
            options.levels(),
            options.z(),
            Options.nameOf(options.sharing()),
            Options.nameOf(options.placement()),
            formula(options),
            Options.nameOf(options.derivative()),
            slope(options),
            new Reference(ParameterNames.THRESHOLDS, "[thresholds, channels, rows, columns]")));
  }

  private static String formula(QuantizationOptions options) {
    String mean = "1 / (levels - 1) * sum over thresholds t of 1 / (1 + exp(-z (x - t)))";
    return options.placement() == Placement.AUTHORS_CODE ? "min(1, " + mean + ")" : mean;
  }

  private static String slope(QuantizationOptions options) {
    return options.derivative() == Derivative.EXACT
        ? "s(a) s(-a), where s is the sigmoid: not zero where s(a) rounds to 1"
        : "s(a) (1 - s(a)), where s is the sigmoid: exactly zero where s(a) rounds to 1";
  }

  private Layer weighted(Weighted layer) {
    NetworkLayer of = layer.layer();
    if (of instanceof org.qusecnets.sweep.recipe.layer.Dense dense) {
      return new Dense(
          dense.units(),
          "[channels, rows, columns]",
          activation(layer.following()),
          weights(layer, "[inputs, units]"),
          bias(layer, "[units]"));
    }
    ConvolutionGeometry geometry = LayerGeometry.of(of, layer.input());
    ConvolutionGeometry.Border border = geometry.border();
    ConvolutionGeometry.Steps steps = geometry.steps();
    List<Integer> kernel = List.of(geometry.kernelRows(), geometry.kernelColumns());
    List<Integer> stride = List.of(steps.rows(), steps.columns());
    List<Integer> dilation = List.of(steps.rowDilation(), steps.columnDilation());
    Padding padding = new Padding(border.top(), border.bottom(), border.left(), border.right());
    if (of instanceof org.qusecnets.sweep.recipe.layer.DepthwiseConvolution depthwise) {
      return new DepthwiseConvolution(
          depthwise.multiplier(),
          kernel,
          stride,
          dilation,
          padding,
          activation(layer.following()),
          weights(layer, "[rows, columns, channels, multiplier]"),
          bias(layer, "[filters]"));
    }
    return new Convolution(
        geometry.filters(),
        kernel,
        stride,
        dilation,
        padding,
        activation(layer.following()),
        weights(layer, "[filters, channels, rows, columns]"),
        bias(layer, "[filters]"));
  }

  private Layer quantizedActivation(Quantizing step) {
    ActivationOptions.Quantized options = step.options();
    return new QuantizedActivation(
        options.bits(),
        "2 / K * (number of thresholds t with tanh(x) > t) - 1, where K = 2^bits - 1 is the"
            + " number of all thresholds",
        "1 - tanh(x)^2: straight through the steps",
        reference(
            names.thresholds(),
            "[thresholds]",
            parameter(step.name(), Parameters.THRESHOLDS).ravel()));
  }

  /** What is part of a layer; the output layer's softmax is left out: this gives logits. */
  private static String activation(
      Optional<org.qusecnets.sweep.recipe.layer.Activation> following) {
    return following.filter(Relu.class::isInstance).isPresent() ? "relu" : "none";
  }

  private Reference weights(Weighted layer, String layout) {
    return reference(names.of("weights"), layout, parameter(layer.name(), Parameters.WEIGHTS));
  }

  private Reference bias(Weighted layer, String layout) {
    INDArray values =
        layer.bias() == Bias.LEARNED
            ? parameter(layer.name(), Parameters.BIAS).ravel()
            : Nd4j.zeros(DataType.FLOAT, layer.output().channels());
    return reference(names.of("bias"), layout, values);
  }

  private Reference reference(String name, String layout, INDArray array) {
    arrays.put(name, array);
    return new Reference(name, layout);
  }

  /** A copy in C order. */
  private INDArray parameter(String layer, String key) {
    return Parameters.of(parameters, layer, key).dup('c');
  }
}
