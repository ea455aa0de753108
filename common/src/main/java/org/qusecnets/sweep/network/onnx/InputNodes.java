package org.qusecnets.sweep.network.onnx;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.export.ParameterNames;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.TransformFormula;

/** What stands in front of a network as nodes. */
final class InputNodes {
  /** Name of the quantization layer in the DL4J network. */
  private static final String QUANTIZATION_LAYER = "0";

  private final OnnxGraph graph;
  private final Map<String, INDArray> parameters;
  private int transforms;

  /**
   * No stages yet.
   *
   * @param parameters the table of a DL4J network
   */
  InputNodes(OnnxGraph graph, Map<String, INDArray> parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /** Why a stage has no nodes; nothing if it has. */
  static Optional<String> obstacle(InputStage stage) {
    if (stage.isRandom()) {
      return Optional.of("its " + stage.type() + " draws random numbers");
    }
    return stage instanceof InputTransform transform && transform.formula().isEmpty()
        ? Optional.of(
            "its " + stage.type() + " is not a transform that this export can say in ONNX")
        : Optional.empty();
  }

  /**
   * What a stage without {@link #obstacle} makes of images.
   *
   * @param shape the shape of an image that it takes
   */
  String of(InputStage stage, String images, ImageShape shape) {
    if (stage instanceof QuantizationOptions quantization) {
      return quantized(quantization, images, shape);
    }
    TransformFormula formula =
        ((InputTransform) stage)
            .formula()
            .orElseThrow(() -> new IllegalArgumentException("no formula for " + stage.type()));
    transforms++;
    String name = "transform" + transforms + "_thresholds";
    if (formula instanceof TransformFormula.Rounding rounding) {
      String steps = graph.number(rounding.steps());
      return graph.node("Div", graph.node("Round", graph.node("Mul", images, steps)), steps);
    } else if (formula instanceof TransformFormula.ShareExceeded share) {
      float[] thresholds = share.thresholds();
      String count =
          ThresholdNodes.shared(graph, name, Value.Form.IMAGES, thresholds).exceeded(images);
      return graph.node("Div", count, graph.number(thresholds.length));
    } else if (formula instanceof TransformFormula.Code code) {
      return encoded(code.thresholds(), name, images, stage.output(shape));
    }
    throw new IllegalArgumentException("no nodes for " + formula);
  }

  /** Thresholds stand behind the channels, which then become as many as there are of both. */
  private String encoded(float[] thresholds, String name, String images, ImageShape output) {
    String expanded = graph.node("Unsqueeze", images, graph.integers(2));
    long[] behindChannels = {thresholds.length, 1, 1};
    String constant = graph.floats(name, behindChannels, thresholds);
    String code = ThresholdNodes.whereExceeded(graph, expanded, constant);
    String shape = graph.integers(0, output.channels(), output.height(), output.width());
    return graph.node("Reshape", code, shape);
  }

  private String quantized(QuantizationOptions options, String images, ImageShape shape) {
    ImageShape cells = options.sharing().cells(shape);
    long[] sides = {options.thresholds(), cells.channels(), cells.height(), cells.width()};
    float[] thresholds = Parameters.read(parameters, QUANTIZATION_LAYER, Parameters.THRESHOLDS);
    String z = graph.number(options.z());
    String sum =
        new ThresholdNodes(graph, ParameterNames.THRESHOLDS, sides, thresholds)
            .sum(
                images,
                (values, constant) ->
                    graph.node(
                        "Sigmoid", graph.node("Mul", graph.node("Sub", values, constant), z)));
    String mean = graph.node("Div", sum, graph.number(options.levels() - 1));
    return options.placement() == Placement.AUTHORS_CODE
        ? graph.node("Min", mean, graph.number(1))
        : mean;
  }
}
