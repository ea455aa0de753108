package org.qusecnets.sweep.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.data.Offset.offset;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import onnx.Onnx.ModelProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.network.NetworkSamples;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.Transforms;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

/** Exported models in ONNX Runtime. */
class OnnxExportTest {
  private static final ImageShape SMALL = NetworkSamples.SHAPE;
  private static final ModelRecipe CONVOLUTION =
      NetworkSamples.ofEveryKind().get("strides, gaps and padding");
  private static final SortedMap<String, String> NO_METADATA = new TreeMap<>();

  static Stream<Arguments> networks() {
    return NetworkSamples.ofEveryKind().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyKindOfLayerGivesTheSameLogits(String name, ModelRecipe recipe) throws OrtException {
    assertSameLogits(recipe, SMALL, Samples.randomImages(SMALL, 5, 3));
  }

  @Test
  void rowsMeetInBlocks() throws OrtException {
    List<?> residual = List.of("relu", Map.of("dense", 6));
    List<?> layers =
        List.of(
            Map.of("conv", 6, "kernel", 3),
            "global-average-pool",
            Map.of("residual", residual),
            "tanh",
            Map.of("residual", residual));

    assertSameLogits(
        NetworkSamples.recipe("rows", layers), SMALL, Samples.randomImages(SMALL, 5, 3));
  }

  static Stream<Arguments> quantizationLayers() {
    return Stream.concat(
            Samples.layers().stream(),
            // More thresholds than are worked on at a time.
            Stream.of(
                Samples.constant(40, 50),
                Samples.trained(
                    33, 5, Sharing.PER_PIXEL, Placement.AUTHORS_CODE, Derivative.SATURATING)))
        .map(layer -> Arguments.of(CONVOLUTION.prepend(layer)));
  }

  @ParameterizedTest
  @MethodSource("quantizationLayers")
  void everyKindOfQuantizationLayerGivesTheSameLogits(ModelRecipe recipe) throws OrtException {
    assertSameLogits(recipe, SMALL, Samples.randomImages(SMALL, 5, 3));
  }

  static Stream<Arguments> activated() {
    return Stream.of(
            new ActivationOptions.Bounded(0.05),
            Samples.fixed(1),
            Samples.dynamic(2),
            Samples.fixed(5))
        .flatMap(
            activation -> Stream.of(CONVOLUTION.with(activation), Samples.MLP.with(activation)))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("activated")
  void changedActivationsGiveTheSameLogitsOffTheirThresholds(ModelRecipe recipe)
      throws OrtException {
    // Next to a threshold the last bits decide, which differ from program to program.
    float[] images =
        Samples.imagesOffThresholds(Samples.network(recipe, SMALL, DataType.DOUBLE, 1), SMALL, 5);

    assertSameLogits(recipe, SMALL, images);
  }

  @Test
  void networkOfThePaperBehindItsDefenseGivesTheSameLogits() throws OrtException {
    ModelRecipe recipe =
        Samples.PLAIN.prepend(
            Samples.trained(4, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT));

    assertSameLogits(recipe, Samples.GREY, Samples.randomImages(Samples.GREY, 5, 3));
    assertSameLogits(recipe, Samples.COLOUR, Samples.randomImages(Samples.COLOUR, 5, 3));
  }

  static Stream<Arguments> transformed() {
    return Stream.of(
        Arguments.of(defended("bit-depth", "bits", 1)),
        Arguments.of(defended("bit-depth", "bits", 3)),
        Arguments.of(defended("bit-depth", "bits", 8)),
        Arguments.of(defended("hard-quantization", "levels", 2)),
        Arguments.of(defended("hard-quantization", "levels", 3)),
        Arguments.of(defended("hard-quantization", "levels", 255)),
        Arguments.of(defended("thermometer", "levels", 2)),
        Arguments.of(defended("thermometer", "levels", 16)),
        Arguments.of(defended("thermometer", "levels", 20)),
        Arguments.of(
            defended(
                defended("bit-depth", "bits", 4).prepend(Samples.constant(4, 50)),
                "hard-quantization",
                "levels",
                5)),
        Arguments.of(
            defended(defended("hard-quantization", "levels", 6), "thermometer", "levels", 4)));
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void transformsGiveTheSameLogitsOnGreyLevelsAndThresholdsToo(ModelRecipe recipe)
      throws OrtException {
    float[] images = Samples.randomImages(SMALL, 5, 3);
    int next = 0;
    for (int levels : new int[] {2, 3, 4, 5, 6, 15, 16, 20, 255}) {
      for (int k = 0; k <= levels; k++) {
        images[next] = (float) ((double) k / levels);
        images[next + 1] = (float) ((k + 0.5) / levels);
        images[next + 2] = Math.nextUp(images[next]);
        next += 3;
      }
    }

    assertSameLogits(recipe, SMALL, images);
  }

  private static ModelRecipe defended(String type, String key, Object value) {
    return defended(CONVOLUTION, type, key, value);
  }

  private static ModelRecipe defended(ModelRecipe recipe, String type, String key, Object value) {
    return Defenses.read(type, Options.of(Map.of(key, value))).protect(recipe);
  }

  @ParameterizedTest
  @CsvSource({
    "median-filter, its median-filter is not a transform that this export can say in ONNX",
    "non-local-means, its non-local-means is not a transform that this export can say in ONNX",
    "jpeg, its jpeg is not a transform that this export can say in ONNX",
    "resize-and-pad, its resize-and-pad draws random numbers",
    "stochastic-activation-pruning, its stochastic activation pruning draws random numbers"
  })
  void defenseThatHasNoNodesIsAnObstacle(String type, String obstacle) {
    ModelRecipe recipe = Defenses.read(type, Options.of(Map.of())).protect(Samples.PLAIN);

    assertRefused(recipe, obstacle);
  }

  @Test
  void detectorIsAnObstacle() {
    assertRefused(
        defended(Samples.PLAIN, "feature-squeezing", "bits", 1),
        "its detector is beside the network, where an ONNX file has no place for it");
  }

  @Test
  void transformOfAPluginThatTellsNoFormulaIsAnObstacle() {
    assertRefused(
        Samples.PLAIN.prepend(Transforms.Scaled.exact(0.5f)),
        "its scaled is not a transform that this export can say in ONNX");
  }

  private static void assertRefused(ModelRecipe recipe, String obstacle) {
    assertThat(OnnxExport.obstacle(recipe)).contains(obstacle);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OnnxExport.of(new byte[0], recipe, Samples.GREY, NO_METADATA))
        .withMessage(obstacle);
  }

  @Test
  void defensesThatOnlyTrainOtherwiseAreNoObstacle() {
    for (String type : List.of("none", "defensive-distillation", "input-dropout")) {
      ModelRecipe recipe = Defenses.read(type, Options.of(Map.of())).protect(Samples.PLAIN);

      assertThat(OnnxExport.obstacle(recipe)).as(type).isEqualTo(Optional.empty());
    }
  }

  @Test
  void modelTellsWhatItTakesAndMakesAndItsMetadata()
      throws OrtException, InvalidProtocolBufferException {
    SortedMap<String, String> metadata = new TreeMap<>(Map.of("dataset", "mnist", "a", "b"));
    byte[] archive = ModelArchive.write(model(CONVOLUTION, SMALL));
    byte[] bytes = OnnxExport.of(archive, CONVOLUTION, SMALL, metadata).model();

    ModelProto model = ModelProto.parseFrom(bytes);

    assertThat(model.getIrVersion()).isEqualTo(8);
    assertThat(model.getOpsetImportList())
        .singleElement()
        .satisfies(set -> assertThat(set.getVersion()).isEqualTo(17));
    assertThat(model.getProducerName()).isEqualTo("QuSecNets Sweep");
    assertThat(model.getProducerVersion()).isNotEmpty();
    assertThat(model.getMetadataPropsList())
        .extracting(StringStringEntryProto::getKey)
        .containsExactly("a", "classes", "dataset");
    try (OnnxSession session = new OnnxSession(bytes)) {
      assertThat(session.session().getInputInfo().get("images").getInfo().toString())
          .contains("FLOAT", "[-1, 3, 9, 11]");
      assertThat(session.session().getOutputInfo().get("logits").getInfo().toString())
          .contains("FLOAT", "[-1, 10]");
      assertThat(session.session().getMetadata().getCustomMetadata())
          .isEqualTo(Map.of("a", "b", "classes", "10", "dataset", "mnist"));
    }
  }

  @Test
  void parametersHaveTheNamesOfTheNumpyExport() throws InvalidProtocolBufferException {
    ModelRecipe recipe = Samples.MLP.prepend(Samples.layers().get(0)).with(Samples.dynamic(2));

    ModelProto model = ModelProto.parseFrom(export(recipe, Samples.GREY).model());

    assertThat(model.getGraph().getInitializerList())
        .extracting(TensorProto::getName)
        .filteredOn(name -> name.startsWith("layer") || name.startsWith("thresholds"))
        .containsExactly(
            "thresholds",
            "layer1_weights",
            "layer1_bias",
            "layer1_thresholds",
            "layer2_weights",
            "layer2_bias",
            "layer2_thresholds",
            "layer3_weights",
            "layer3_bias");
  }

  @Test
  void sameNetworkGivesTheSameBytes() {
    ModelRecipe recipe = Samples.MLP.prepend(Samples.layers().get(0));
    OnnxExport export = export(recipe, Samples.GREY);

    OnnxExport again = export(recipe, Samples.GREY);

    assertThat(again.model()).isEqualTo(export.model());
    assertThat(again.check()).isEqualTo(export.check());
  }

  private static void assertSameLogits(ModelRecipe recipe, ImageShape shape, float[] images)
      throws OrtException {
    Model network = model(recipe, shape);
    OnnxExport export = OnnxExport.of(ModelArchive.write(network), recipe, shape, NO_METADATA);
    try (NetworkClassifier classifier = new NetworkClassifier(network, recipe, shape, 0, null);
        OnnxSession session = new OnnxSession(export.model())) {
      float[] one = Arrays.copyOf(images, shape.size());
      assertClose(session.logits(one, shape), classifier.logits(one, 1));
      assertClose(session.logits(images, shape), classifier.logits(images, 5));
    }
  }

  private static void assertClose(float[] logits, float[] expected) {
    assertThat(logits).hasSameSizeAs(expected);
    for (int i = 0; i < logits.length; i++) {
      assertThat(logits[i]).as("logit " + i).isCloseTo(expected[i], offset(1e-5f));
    }
  }

  private static OnnxExport export(ModelRecipe recipe, ImageShape shape) {
    return OnnxExport.of(ModelArchive.write(model(recipe, shape)), recipe, shape, NO_METADATA);
  }

  private static Model model(ModelRecipe recipe, ImageShape shape) {
    Model network = Samples.model(recipe, shape, DataType.FLOAT, 1);
    if (recipe.quantizationLayer().isPresent()) {
      INDArray thresholds = network.paramTable().get("0_t");
      // So that no two are equal.
      for (int i = 0; i < thresholds.length(); i++) {
        thresholds.putScalar(i, thresholds.getDouble(i) + 1e-4 * (i % 784));
      }
    }
    return network;
  }
}
