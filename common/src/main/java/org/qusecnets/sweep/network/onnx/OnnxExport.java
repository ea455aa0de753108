package org.qusecnets.sweep.network.onnx;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.EngineProvenance;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.NetworkMemory;
import org.qusecnets.sweep.network.NetworkStructure;
import org.qusecnets.sweep.network.TrainedModel;
import org.qusecnets.sweep.network.export.CheckBatch;
import org.qusecnets.sweep.network.export.NumpyArchive;
import org.qusecnets.sweep.network.onnx.graph.OnnxGraph;
import org.qusecnets.sweep.recipe.InputStage;
import org.qusecnets.sweep.recipe.ModelRecipe;

/**
 * A trained network with what stands in front of it as an ONNX model: {@code images} [N, channels,
 * height, width] of float32 pixels in [0, 1] in, {@code logits} [N, classes] out.
 *
 * @param model the model, a {@code ModelProto} of operator set 17
 * @param check a NumPy archive of {@link CheckBatch#arrays}; the same network gives the same bytes
 *     of both
 * @see <a href="https://onnx.ai/onnx/repo-docs/IR.html">Open Neural Network Exchange Intermediate
 *     Representation</a>
 */
public record OnnxExport(byte[] model, byte[] check) {
  private static final String IMAGES = "images";
  private static final String LOGITS = "logits";
  private static final int OPERATOR_SET = 17;

  /** The first version of the format that has the operator set. */
  private static final int FORMAT = 8;

  /**
   * Why a defended network is no ONNX model, as what a sentence on the network says of it: {@code
   * its median-filter ...}. Nothing if it is one.
   */
  public static Optional<String> obstacle(ModelRecipe recipe) {
    if (recipe.detecting().isPresent()) {
      return Optional.of(
          "its detector is beside the network, where an ONNX file has no place for it");
    }
    if (recipe.hidden().pruning() > 0) {
      return Optional.of("its stochastic activation pruning draws random numbers");
    }
    return recipe.input().stages().stream()
        .map(InputNodes::obstacle)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /**
   * Exports a trained network.
   *
   * @param archive as {@link TrainedModel#archive}, which has been verified
   * @param recipe the recipe that it was trained by, without {@link #obstacle}
   * @param shape the shape of one image
   * @param metadata what the model tells of itself by keys, besides its number of {@code classes}
   * @throws IllegalArgumentException if there is an obstacle
   */
  public static OnnxExport of(
      byte[] archive, ModelRecipe recipe, ImageShape shape, SortedMap<String, String> metadata) {
    obstacle(recipe)
        .ifPresent(
            obstacle -> {
              throw new IllegalArgumentException(obstacle);
            });
    SortedMap<String, String> all = new TreeMap<>(metadata);
    Model network = ModelArchive.read(archive);
    try (NetworkClassifier classifier = new NetworkClassifier(network, recipe, shape, 0, null)) {
      all.put("classes", String.valueOf(classifier.classes()));
      OnnxGraph graph = graph(network.paramTable(), recipe, shape, classifier.classes());
      return new OnnxExport(
          model(graph, recipe.network().architecture().name(), all),
          NumpyArchive.write(CheckBatch.of(classifier).arrays()));
    } finally {
      NetworkMemory.free(network);
    }
  }

  private static OnnxGraph graph(
      Map<String, INDArray> parameters, ModelRecipe recipe, ImageShape shape, int classes) {
    OnnxGraph graph = new OnnxGraph();
    graph.input(IMAGES, shape.channels(), shape.height(), shape.width());
    InputNodes front = new InputNodes(graph, parameters);
    String images = IMAGES;
    ImageShape size = shape;
    for (InputStage stage : recipe.input().stages()) {
      images = front.of(stage, images, size);
      size = stage.output(size);
    }
    Value logits =
        new LayerNodes(graph, parameters)
            .of(NetworkStructure.of(recipe, shape, classes).steps(), Value.images(images));
    graph.rename(logits.name(), LOGITS);
    graph.output(LOGITS, classes);
    return graph;
  }

  private static byte[] model(OnnxGraph graph, String name, SortedMap<String, String> metadata) {
    ModelProto.Builder model =
        graph
            .model(name, OPERATOR_SET, FORMAT)
            .setProducerName("QuSecNets Sweep")
            .setProducerVersion(EngineProvenance.programVersion());
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    return model.build().toByteArray();
  }
}
