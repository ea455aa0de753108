package org.qusecnets.sweep.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.NetworkStructure.Block;
import org.qusecnets.sweep.network.NetworkStructure.Step;
import org.qusecnets.sweep.network.NetworkStructure.Weighted;
import org.qusecnets.sweep.network.layer.Parameters;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.TrainingOptions;

/**
 * The one definition of the networks: a {@link NetworkStructure} behind the quantization layer, if
 * any, as a DL4J network; a {@link ComputationGraph} where branches meet, else a {@link
 * MultiLayerNetwork}.
 *
 * <p>The last layer is always fully connected, with a softmax over the classes.
 */
final class NetworkDefinition {
  private static final String IMAGES = "images";

  private final ModelRecipe recipe;
  private final ImageShape shape;
  private final NetworkStructure structure;

  private NetworkDefinition(ModelRecipe recipe, ImageShape shape, int classes) {
    this.recipe = recipe;
    this.shape = shape;
    structure = NetworkStructure.of(recipe, shape, classes);
  }

  /**
   * The network with its weights not yet drawn: all zero but thresholds and what batch
   * normalisation starts from.
   */
  static Model build(ModelRecipe recipe, ImageShape shape, int classes, DataType precision) {
    NetworkDefinition definition = new NetworkDefinition(recipe, shape, classes);
    Model network =
        definition.structure.hasBlocks()
            ? definition.graph(precision)
            : definition.sequence(precision);
    network.paramTable().forEach(NetworkDefinition::clearWeights);
    return network;
  }

  private static void clearWeights(String key, INDArray array) {
    if (key.endsWith("_" + Parameters.WEIGHTS) || key.endsWith("_" + Parameters.BIAS)) {
      array.assign(0);
    }
  }

  private NeuralNetConfiguration.Builder common(DataType precision) {
    return new NeuralNetConfiguration.Builder()
        // DL4J's own default is the time, which would make every archive differ.
        .seed(0)
        .dataType(precision)
        // The engine has its own optimizers; DL4J's says how much room their state has.
        .updater(new Adam(recipe.training().learningRate()))
        .convolutionMode(ConvolutionMode.Truncate);
  }

  /** The quantization layer, if there is one, for what it takes. */
  private Optional<QuantizationLayer> quantization() {
    ImageShape inside = shape;
    for (InputStage stage : recipe.input().stages()) {
      if (stage instanceof QuantizationOptions quantization) {
        return Optional.of(new QuantizationLayer(quantization, inside));
      }
      inside = stage.output(inside);
    }
    return Optional.empty();
  }

  private InputType inputType() {
    ImageShape inside = recipe.input().output(shape);
    return InputType.convolutional(inside.height(), inside.width(), inside.channels());
  }

  private MultiLayerNetwork sequence(DataType precision) {
    ListBuilder layers = common(precision).list();
    quantization().ifPresent(layers::layer);
    for (Step step : structure.steps()) {
      layers.layer(layer(step));
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.setInputType(inputType()).build());
    network.init();
    return network;
  }

  private ComputationGraph graph(DataType precision) {
    GraphBuilder graph = common(precision).graphBuilder().addInputs(IMAGES);
    String input = IMAGES;
    if (quantization().isPresent()) {
      graph.addLayer(QuantizationStage.LAYER, quantization().get(), IMAGES);
      input = QuantizationStage.LAYER;
    }
    add(graph, structure.steps(), input);
    graph.setOutputs(structure.last().name()).setInputTypes(inputType());
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  /** Adds layers behind a vertex, and returns the name of the last one. */
  private String add(GraphBuilder graph, List<Step> steps, String input) {
    String before = input;
    for (Step step : steps) {
      if (step instanceof Block block) {
        String body =
            add(graph, block.body(), copied(graph, block.body(), block.name() + "-input", before));
        String shortcut =
            add(
                graph,
                block.shortcut(),
                copied(graph, block.shortcut(), block.name() + "-shortcut", before));
        graph.addVertex(
            block.name(), new ElementWiseVertex(ElementWiseVertex.Op.Add), body, shortcut);
      } else {
        graph.addLayer(step.name(), layer(step), before);
      }
      before = step.name();
    }
    return before;
  }

  /** DL4J's activations change what they take, which the other branch needs as it is. */
  private static String copied(GraphBuilder graph, List<Step> branch, String name, String before) {
    if (branch.isEmpty() || branch.get(0) instanceof Weighted) {
      return before;
    }
    graph.addVertex(name, new ScaleVertex(1), before);
    return name;
  }

  private Layer layer(Step step) {
    return step == structure.last()
        ? new OutputLayer.Builder(loss(recipe.training()))
            .nOut(step.output().size())
            .activation(Activation.SOFTMAX)
            .build()
        : LayerDefinition.of(step);
  }

  private static ILossFunction loss(TrainingOptions training) {
    return switch (training.loss()) {
      case CROSS_ENTROPY -> new LossMCXENT();
      case MEAN_SQUARED_ERROR -> new LossMSE();
    };
  }
}
