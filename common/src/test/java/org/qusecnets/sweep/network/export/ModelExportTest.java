package org.qusecnets.sweep.network.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.ModelArchive;
import org.qusecnets.sweep.network.NetworkSamples;
import org.qusecnets.sweep.network.Samples;
import org.qusecnets.sweep.network.Transforms;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

class ModelExportTest {
  private static final int CHECK_IMAGES = 16;
  private static final ModelRecipe PER_PIXEL =
      Samples.PLAIN.prepend(
          Samples.trained(4, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT));

  static Stream<Arguments> cases() {
    return Stream.concat(
        Stream.of(
            Arguments.of(Samples.PLAIN, Samples.GREY),
            Arguments.of(PER_PIXEL, Samples.GREY),
            Arguments.of(Samples.PLAIN.with(new ActivationOptions.Bounded(0.5)), Samples.GREY),
            // Few units: one at a threshold would be on the other side in double precision.
            Arguments.of(Samples.MLP.with(Samples.fixed(3)), Samples.GREY),
            Arguments.of(Samples.MLP.with(Samples.dynamic(2)), Samples.COLOUR)),
        Stream.concat(
                Stream.of(Samples.PLAIN), Samples.layers().stream().map(Samples.PLAIN::prepend))
            .map(recipe -> Arguments.of(recipe, Samples.COLOUR)));
  }

  static Stream<Arguments> layers() {
    return NetworkSamples.ofEveryKind().entrySet().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void everyKindOfLayerIsDescribed(String name, ModelRecipe recipe) throws IOException {
    ImageShape shape = NetworkSamples.SHAPE;
    Model network = Samples.model(recipe, shape, DataType.FLOAT, 1);
    ModelExport export = ModelExport.of(ModelArchive.write(network), recipe, shape);
    NaiveImporter importer = NaiveImporter.of(export);
    INDArray images = importer.arrays().get("check_images");
    INDArray logits = importer.arrays().get("check_logits");
    for (int i = 0; i < CHECK_IMAGES; i++) {
      double[] computed = importer.logits(image(images, i, shape));
      for (int k = 0; k < Samples.CLASSES; k++) {
        assertThat(logits.getDouble(i, k)).isCloseTo(computed[k], offset(1e-5));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void descriptionAndArraysAloneGiveTheCheckLogits(ModelRecipe recipe, ImageShape shape)
      throws IOException {
    NaiveImporter importer = NaiveImporter.of(export(recipe, shape));
    INDArray images = importer.arrays().get("check_images");
    INDArray logits = importer.arrays().get("check_logits");

    assertThat(images.shape())
        .containsExactly(CHECK_IMAGES, shape.channels(), shape.height(), shape.width());
    assertThat(images.minNumber().doubleValue()).isBetween(0.0, 0.1);
    assertThat(images.maxNumber().doubleValue()).isBetween(0.9, 1.0);
    assertThat(logits.shape()).containsExactly(CHECK_IMAGES, Samples.CLASSES);
    for (int i : new int[] {0, CHECK_IMAGES - 1}) {
      double[] computed = importer.logits(image(images, i, shape));
      for (int k = 0; k < Samples.CLASSES; k++) {
        assertThat(logits.getDouble(i, k)).isCloseTo(computed[k], offset(1e-4));
      }
    }
  }

  private static double[][][] image(INDArray images, int index, ImageShape shape) {
    double[][][] image = new double[shape.channels()][shape.height()][shape.width()];
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          image[c][y][x] = images.getDouble(index, c, y, x);
        }
      }
    }
    return image;
  }

  @Test
  void arraysAreTheParametersOfTheNetwork() throws IOException {
    MultiLayerNetwork network = network(PER_PIXEL, Samples.COLOUR);
    ModelExport export = ModelExport.of(ModelArchive.write(network), PER_PIXEL, Samples.COLOUR);

    Map<String, INDArray> arrays = NaiveImporter.of(export).arrays();

    assertThat(arrays).hasSize(1 + 4 * 2 + 2);
    assertSameValues(arrays.get("thresholds"), network.getParam("0_t"));
    for (int layer = 1; layer <= 4; layer++) {
      assertSameValues(arrays.get("layer" + layer + "_weights"), network.getParam(layer + "_W"));
      assertSameValues(arrays.get("layer" + layer + "_bias"), network.getParam(layer + "_b"));
    }
  }

  private static void assertSameValues(INDArray array, INDArray parameter) {
    assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(array.dup('c').data().asFloat()).isEqualTo(parameter.dup('c').data().asFloat());
  }

  @ParameterizedTest
  @EnumSource(Sharing.class)
  void thresholdsHaveASideOf1WhereTheyAreShared(Sharing sharing) {
    ModelRecipe recipe =
        Samples.PLAIN.prepend(Samples.trained(4, 5, sharing, Placement.LINEAR, Derivative.EXACT));
    long[] shape =
        switch (sharing) {
          case PER_PIXEL -> new long[] {3, 3, 32, 32};
          case PER_CHANNEL -> new long[] {3, 3, 1, 1};
          case SHARED -> new long[] {3, 1, 1, 1};
        };

    Map<String, INDArray> arrays =
        ExportedLayers.of(network(recipe, Samples.COLOUR).paramTable(), recipe, Samples.COLOUR)
            .arrays();

    assertThat(arrays.get("thresholds").shape()).containsExactly(shape);
  }

  @Test
  void descriptionTellsEachLayerInOrder() {
    ModelRecipe recipe =
        Samples.PLAIN.prepend(
            Samples.trained(
                4, 5, Sharing.PER_CHANNEL, Placement.AUTHORS_CODE, Derivative.SATURATING));

    JsonNode json = new ObjectMapper().valueToTree(export(recipe, Samples.COLOUR).description());

    assertThat(json.path("format_version").asInt()).isEqualTo(3);
    assertThat(json.path("input").toString())
        .isEqualTo(
            "{\"shape\":[3,32,32],\"layout\":\"[images, channels, rows,"
                + " columns]\",\"range\":[0,1]}");
    assertThat(json.path("classes").asInt()).isEqualTo(Samples.CLASSES);
    assertThat(json.path("layers")).hasSize(5);
    assertThat(json.path("layers").get(0).toString())
        .isEqualTo(
            "{\"type\":\"quantization\",\"levels\":4,\"z\":5.0,\"sharing\":\"per-channel\","
                + "\"placement\":\"authors-code\",\"formula\":\"min(1, 1 / (levels - 1) * sum over"
                + " thresholds t of 1 / (1 + exp(-z (x - t))))\",\"derivative\":\"saturating\","
                + "\"slope\":\"s(a) (1 - s(a)), where s is the sigmoid: exactly zero where s(a)"
                + " rounds to 1\",\"thresholds\":{\"array\":\"thresholds\","
                + "\"layout\":\"[thresholds, channels, rows, columns]\"}}");
    assertThat(json.path("layers").get(1).toString())
        .isEqualTo(
            "{\"type\":\"convolution\",\"filters\":64,\"kernel\":[8,8],\"stride\":[2,2],"
                + "\"dilation\":[1,1],\"padding\":{\"top\":3,\"bottom\":3,\"left\":3,\"right\":3},"
                + "\"activation\":\"relu\",\"weights\":{\"array\":\"layer1_weights\","
                + "\"layout\":\"[filters, channels, rows, columns]\"},"
                + "\"bias\":{\"array\":\"layer1_bias\",\"layout\":\"[filters]\"}}");
    assertThat(json.path("layers").get(4).toString())
        .isEqualTo(
            "{\"type\":\"dense\",\"units\":10,\"input_order\":\"[channels, rows, columns]\","
                + "\"activation\":\"none\",\"weights\":{\"array\":\"layer4_weights\","
                + "\"layout\":\"[inputs, units]\"},"
                + "\"bias\":{\"array\":\"layer4_bias\",\"layout\":\"[units]\"}}");
  }

  @Test
  void descriptionTellsTransformsWhereTheyStandAndTheCheckLeavesOutWhatIsDrawn()
      throws IOException {
    ModelRecipe recipe =
        Samples.MLP
            .prepend(Transforms.Scaled.exact(0.5f))
            .prepend(Samples.constant(2, 50))
            .prepend(new Transforms.WithNegative())
            .pruned(1);
    ModelRecipe drawn = recipe.prepend(new Transforms.RandomlyScaled());
    byte[] archive = ModelArchive.write(network(recipe, Samples.GREY));

    ModelExport fixed = ModelExport.of(archive, recipe, Samples.GREY);
    ModelExport random = ModelExport.of(archive, drawn, Samples.GREY);

    JsonNode layers = new ObjectMapper().valueToTree(random.description()).path("layers");
    assertThat(layers.findValuesAsText("type"))
        .containsExactly(
            "transform",
            "quantization",
            "transform",
            "transform",
            "dense",
            "pruning",
            "dense",
            "pruning",
            "dense");
    assertThat(layers.get(5).toString())
        .isEqualTo("{\"type\":\"pruning\",\"samples\":1.0,\"random\":true}");
    assertThat(layers.get(0).toString())
        .isEqualTo(
            "{\"type\":\"transform\",\"name\":\"scaled\",\"parameters\":{\"factor\":0.5},\"random\":false}");
    assertThat(layers.get(3).path("random").asBoolean()).isTrue();
    assertThat(random.arrays()).isEqualTo(fixed.arrays());
  }

  @Test
  void descriptionTellsActivationsBehindTheirLayers() {
    JsonNode bounded = layers(Samples.MLP.with(new ActivationOptions.Bounded(0.5)));
    JsonNode quantized = layers(Samples.MLP.with(Samples.dynamic(2)));

    assertThat(bounded).hasSize(5);
    assertThat(bounded.get(0).path("activation").asText()).isEqualTo("none");
    assertThat(bounded.get(1).toString())
        .isEqualTo(
            "{\"type\":\"bounded-relu\",\"limit\":0.5,\"formula\":\"min(limit, max(0, x))\"}");
    assertThat(bounded.get(3)).isEqualTo(bounded.get(1));
    assertThat(bounded.get(4).path("type").asText()).isEqualTo("dense");
    assertThat(quantized).hasSize(5);
    assertThat(quantized.get(0).path("activation").asText()).isEqualTo("none");
    assertThat(quantized.get(3).toString())
        .isEqualTo(
            "{\"type\":\"quantized-activation\",\"bits\":2,\"formula\":\"2 / K * (number of thresholds"
                + " t with tanh(x) > t) - 1, where K = 2^bits - 1 is the number of all thresholds\","
                + "\"slope\":\"1 - tanh(x)^2: straight through the steps\","
                + "\"thresholds\":{\"array\":\"layer2_thresholds\",\"layout\":\"[thresholds]\"}}");
  }

  private static JsonNode layers(ModelRecipe recipe) {
    return new ObjectMapper()
        .valueToTree(export(recipe, Samples.GREY).description())
        .path("layers");
  }

  @Test
  void thresholdsOfActivationsAreExported() throws IOException {
    ModelRecipe recipe = Samples.MLP.with(Samples.dynamic(2));
    MultiLayerNetwork network = network(recipe, Samples.GREY);
    network.getParam("3_t").putScalar(1, 0.125);

    Map<String, INDArray> arrays =
        NaiveImporter.of(ModelExport.of(ModelArchive.write(network), recipe, Samples.GREY))
            .arrays();

    assertThat(arrays.get("layer1_thresholds").toFloatVector())
        .containsExactly(network.getParam("1_t").toFloatVector());
    assertThat(arrays.get("layer2_thresholds").toFloatVector())
        .containsExactly(-2 / 3f, 0.125f, 2 / 3f);
  }

  @Test
  void sameModelGivesTheSameBytes() throws IOException {
    ModelExport export = export(Samples.PLAIN, Samples.GREY);

    assertThat(export(Samples.PLAIN, Samples.GREY).arrays()).isEqualTo(export.arrays());
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(export.arrays()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(ModelArchive.ENTRY_TIME);
        // Here is where a zone would stand.
        assertThat(entry.getExtra()).as(entry.getName()).isNull();
      }
    }
  }

  private static ModelExport export(ModelRecipe recipe, ImageShape shape) {
    return ModelExport.of(ModelArchive.write(network(recipe, shape)), recipe, shape);
  }

  private static MultiLayerNetwork network(ModelRecipe recipe, ImageShape shape) {
    MultiLayerNetwork network = Samples.network(recipe, shape, DataType.FLOAT, 1);
    if (recipe.quantizationLayer().isPresent()) {
      INDArray thresholds = network.getParam("0_t");
      // So that no two are equal.
      for (int i = 0; i < thresholds.length(); i++) {
        thresholds.putScalar(i, thresholds.getDouble(i) + 1e-4 * (i % 784));
      }
    }
    return network;
  }
}
