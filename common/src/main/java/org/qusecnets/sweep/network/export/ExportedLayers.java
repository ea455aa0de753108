package org.qusecnets.sweep.network.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ActivationQuantizationLayer;
import org.qusecnets.sweep.network.LayerActivation;
import org.qusecnets.sweep.network.NetworkEngine;
import org.qusecnets.sweep.network.QuantizationLayer;
import org.qusecnets.sweep.network.ThresholdLayer;
import org.qusecnets.sweep.network.arithmetic.ConvolutionGeometry;
import org.qusecnets.sweep.network.export.ModelDescription.BoundedRelu;
import org.qusecnets.sweep.network.export.ModelDescription.Convolution;
import org.qusecnets.sweep.network.export.ModelDescription.Dense;
import org.qusecnets.sweep.network.export.ModelDescription.Padding;
import org.qusecnets.sweep.network.export.ModelDescription.Quantization;
import org.qusecnets.sweep.network.export.ModelDescription.QuantizedActivation;
import org.qusecnets.sweep.network.export.ModelDescription.Reference;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;

/**
 * The layers of a DL4J network, described, and their parameters by name: {@code thresholds}, {@code
 * layer1_weights}, {@code layer1_bias}, {@code layer2_weights} and so on; {@code layer1_thresholds}
 * are those of the first layer's quantized activations. The quantization layer is not counted, so
 * that a layer has the same name with and without a defense.
 */
final class ExportedLayers {
  private final MultiLayerNetwork network;
  private final List<ModelDescription.Layer> descriptions = new ArrayList<>();
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private int counted;

  private ExportedLayers(MultiLayerNetwork network) {
    this.network = network;
  }

  /**
   * The layers of a network and what stands in front of it.
   *
   * @throws IllegalArgumentException if a layer is of a kind that has no description
   */
  static ExportedLayers of(MultiLayerNetwork network, ModelRecipe recipe, ImageShape shape) {
    ExportedLayers layers = new ExportedLayers(network);
    ImageShape size = shape;
    for (InputStage stage : recipe.input().stages()) {
      if (stage instanceof InputTransform transform) {
        layers.descriptions.add(ModelDescription.Transform.of(transform));
      } else if (stage instanceof QuantizationOptions quantization) {
        layers.addQuantization(quantization, size);
      }
      size = stage.output(size);
    }
    for (int i = 0; i < network.getnLayers(); i++) {
      if (layer(network, i) instanceof QuantizationLayer) {
        continue;
      }
      size = layers.add(i, size);
      if (recipe.hidden().pruning() > 0 && endsHiddenLayer(network, i)) {
        layers.descriptions.add(new ModelDescription.Pruning(recipe.hidden().pruning()));
      }
    }
    return layers;
  }

  /** Whether what follows is another layer with weights, this being one or its activation. */
  private static boolean endsHiddenLayer(MultiLayerNetwork network, int index) {
    return index + 1 < network.getnLayers()
        && !(layer(network, index + 1) instanceof ActivationQuantizationLayer);
  }

  private static Layer layer(MultiLayerNetwork network, int index) {
    return network.getLayerWiseConfigurations().getConf(index).getLayer();
  }

  /** The layers in order. */
  List<ModelDescription.Layer> descriptions() {
    return descriptions;
  }

  /** The parameters by name, in the order of the layers. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  /** Adds a layer and returns the shape of what it gives. */
  private ImageShape add(int index, ImageShape input) {
    Layer layer = layer(network, index);
    if (layer instanceof ActivationQuantizationLayer quantized) {
      addQuantizedActivation(index, quantized);
      return input;
    }
    counted++;
    if (layer instanceof ConvolutionLayer convolution) {
      return addConvolution(index, convolution, input);
    }
    if (layer instanceof DenseLayer || layer instanceof OutputLayer) {
      return addDense(index, (FeedForwardLayer) layer);
    }
    throw new IllegalArgumentException(
        "no description for other tools of layer " + layer.getClass().getSimpleName());
  }

  private void addQuantization(QuantizationOptions options, ImageShape shape) {
    INDArray thresholds = parameter(0, QuantizationLayer.THRESHOLDS);
    long k = options.thresholds();
    arrays.put(
        "thresholds",
        switch (options.sharing()) {
          case PER_PIXEL ->
              thresholds.reshape('c', k, shape.channels(), shape.height(), shape.width());
          case PER_CHANNEL -> thresholds.reshape('c', k, shape.channels(), 1, 1);
          case SHARED -> thresholds.reshape('c', k, 1, 1, 1);
        });
    descriptions.add(
        new Quantization(
            options.levels(),
            options.z(),
            Options.nameOf(options.sharing()),
            Options.nameOf(options.placement()),
            formula(options),
            Options.nameOf(options.derivative()),
            slope(options),
            new Reference("thresholds", "[thresholds, channels, rows, columns]")));
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

  private ImageShape addConvolution(int index, ConvolutionLayer layer, ImageShape input) {
    ConvolutionGeometry geometry =
        NetworkEngine.geometry(layer, input.height(), input.width(), input.channels());
    int stride = geometry.stride();
    ConvolutionGeometry.Border border = geometry.border();
    descriptions.add(
        new Convolution(
            geometry.filters(),
            List.of(geometry.kernelRows(), geometry.kernelColumns()),
            List.of(stride, stride),
            new Padding(border.top(), border.bottom(), border.left(), border.right()),
            activation(layer),
            weights(index, "[filters, channels, rows, columns]"),
            bias(index, "[filters]")));
    addBound(layer);
    return new ImageShape(geometry.filters(), geometry.outputHeight(), geometry.outputWidth());
  }

  private ImageShape addDense(int index, FeedForwardLayer layer) {
    descriptions.add(
        new Dense(
            layer.getNOut(),
            "[channels, rows, columns]",
            activation(layer),
            weights(index, "[inputs, units]"),
            bias(index, "[units]")));
    addBound(layer);
    return new ImageShape((int) layer.getNOut(), 1, 1);
  }

  /** A bound of the layer's rectifier, if it has one, is described as if it were another layer. */
  private void addBound(FeedForwardLayer layer) {
    if (LayerActivation.of(layer).orElse(null) instanceof ActivationOptions.Bounded bounded) {
      descriptions.add(new BoundedRelu(bounded.limit(), "min(limit, max(0, x))"));
    }
  }

  private void addQuantizedActivation(int index, ActivationQuantizationLayer layer) {
    descriptions.add(
        new QuantizedActivation(
            layer.options().bits(),
            "2 / K * (number of thresholds t with tanh(x) > t) - 1, where K = 2^bits - 1 is the"
                + " number of all thresholds",
            "1 - tanh(x)^2: straight through the steps",
            reference(
                "layer" + counted + "_thresholds",
                "[thresholds]",
                parameter(index, ThresholdLayer.THRESHOLDS).ravel())));
  }

  /** The output layer's softmax is left out: what is described gives logits. */
  private static String activation(FeedForwardLayer layer) {
    return LayerActivation.of(layer).orElse(null) instanceof ActivationOptions.Rectified
        ? "relu"
        : "none";
  }

  private Reference weights(int index, String layout) {
    return reference("layer" + counted + "_weights", layout, parameter(index, "W"));
  }

  private Reference bias(int index, String layout) {
    return reference("layer" + counted + "_bias", layout, parameter(index, "b").ravel());
  }

  private Reference reference(String name, String layout, INDArray array) {
    arrays.put(name, array);
    return new Reference(name, layout);
  }

  /** A copy in C order. */
  private INDArray parameter(int index, String key) {
    return network.getLayer(index).getParam(key).dup('c');
  }
}
