package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.UserException;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;

class ModelArchiveTest {
  private static final ImageShape SHAPE = Samples.COLOUR;

  /** So many that a classifier adds none. */
  private static final int IMAGES = NetworkClassifier.STEP;

  static Stream<ModelRecipe> quantized() {
    return Samples.layers().stream()
        .flatMap(layer -> Stream.of(Samples.PLAIN.prepend(layer), Samples.MLP.prepend(layer)));
  }

  @ParameterizedTest
  @MethodSource("quantized")
  void opensTheNetworkThatWasWrittenAsDl4jDoes(ModelRecipe recipe) throws IOException {
    QuantizationOptions layer = recipe.quantizationLayer().orElseThrow();
    MultiLayerNetwork network = network(recipe);
    if (layer.training().trainable()) {
      network.getParam("0_t").addi(0.01);
    }
    byte[] archive = ModelArchive.write(network);
    float[] images = Samples.randomImages(SHAPE, IMAGES, 4);

    try (NetworkEngine engine =
            new NetworkEngine(network, recipe, SHAPE, Convolution.Purpose.EVALUATION, IMAGES);
        NetworkClassifier opened = open(archive, recipe)) {
      assertThat(opened.logits(images, IMAGES)).containsExactly(logits(engine, images));
    }

    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(archive), false);

    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(restored.getLayerWiseConfigurations().getConf(0).getLayer())
        .isInstanceOfSatisfying(
            QuantizationLayer.class,
            read -> {
              assertThat(read.options()).isEqualTo(layer);
              assertThat(read).isEqualTo(new QuantizationLayer(layer, SHAPE));
            });
  }

  private static float[] logits(NetworkEngine engine, float[] images) {
    return Arrays.copyOf(engine.logits(images, IMAGES), IMAGES * Samples.CLASSES);
  }

  static Stream<ModelRecipe> activated() {
    return Samples.activated().stream();
  }

  @ParameterizedTest
  @MethodSource("activated")
  void opensActivationsAsTheyWereTrained(ModelRecipe recipe) {
    MultiLayerNetwork network = network(recipe);
    network
        .paramTable()
        .forEach(
            (key, thresholds) -> {
              if (key.endsWith("_t")) {
                thresholds.addi(0.01);
              }
            });
    byte[] archive = ModelArchive.write(network);
    float[] images = Samples.randomImages(SHAPE, IMAGES, 4);

    try (NetworkEngine engine =
            new NetworkEngine(network, recipe, SHAPE, Convolution.Purpose.EVALUATION, IMAGES);
        NetworkClassifier opened = open(archive, recipe)) {
      assertThat(opened.logits(images, IMAGES)).containsExactly(logits(engine, images));
    }

    MultiLayerNetwork restored = (MultiLayerNetwork) ModelArchive.read(archive);
    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(restored.getLayerWiseConfigurations())
        .isEqualTo(network.getLayerWiseConfigurations());
    assertThat(ModelArchive.write(restored)).isEqualTo(archive);
    if (recipe.hidden().activation() instanceof ActivationOptions.Quantized quantized) {
      assertThat(restored.getLayerWiseConfigurations().getConf(1).getLayer())
          .isEqualTo(new ActivationQuantizationLayer(quantized));
    }
  }

  @Test
  void opensWithExactGradients() {
    ModelRecipe recipe = Samples.PLAIN.prepend(Samples.constant(2, 50));
    byte[] archive = ModelArchive.write(network(recipe));
    float[] images = Samples.randomImages(SHAPE, 2, 4);
    try (NetworkClassifier opened = open(archive, recipe)) {
      assertThat(gradient(opened, images))
          .isEqualTo(gradient(opened.attacked(GradientWay.EXACT, 1), images))
          .isNotEqualTo(gradient(opened.attacked(GradientWay.STRAIGHT_THROUGH, 1), images));
    }
  }

  private static float[] gradient(Classifier classifier, float[] images) {
    return classifier
        .gradient(images, 2, (image, logits, from, gradient) -> gradient[from] = 1)
        .gradient();
  }

  @Test
  void bytesDoNotTellWhenTheyWereWritten() throws IOException {
    byte[] archive = ModelArchive.write(network(Samples.PLAIN));

    assertThat(ModelArchive.write(network(Samples.PLAIN))).isEqualTo(archive);
    assertThat(entries(archive).keySet())
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            entry -> {
              assertThat(entry.getTimeLocal())
                  .as(entry.getName())
                  .isEqualTo(ModelArchive.ENTRY_TIME);
              // Here is where a zone would stand.
              assertThat(entry.getExtra()).as(entry.getName()).isNull();
            });
  }

  @Test
  void entriesAreThoseOfDl4j() throws IOException {
    MultiLayerNetwork network = network(Samples.PLAIN.prepend(Samples.layers().get(0)));
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, theirs, false);

    Map<ZipEntry, byte[]> ours = entries(ModelArchive.write(network));

    Map<ZipEntry, byte[]> expected = entries(theirs.toByteArray());
    assertThat(ours.keySet().stream().map(ZipEntry::getName))
        .containsExactlyElementsOf(expected.keySet().stream().map(ZipEntry::getName).toList());
    assertThat(ours.values())
        .zipSatisfy(expected.values(), (our, their) -> assertThat(our).isEqualTo(their));
  }

  /** What is in an archive, in its order. */
  private static Map<ZipEntry, byte[]> entries(byte[] archive) throws IOException {
    Map<ZipEntry, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry, zip.readAllBytes());
      }
    }
    return entries;
  }

  @Test
  void refusesBytesThatWereNotWritten() {
    byte[] archive = ModelArchive.write(network(Samples.PLAIN));
    String sha256 = Sha256.of(archive);
    archive[archive.length / 2] ^= 1;

    TrainedModel changed = Samples.model(archive, sha256);
    assertThatThrownBy(() -> ModelArchive.open(changed, Samples.PLAIN, SHAPE))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "Cannot use a trained model: its SHA-256 is %s, expected %s; delete it to have it"
                + " trained again",
            Sha256.of(archive), sha256);
  }

  /** The test vector of FIPS 180-2. */
  @Test
  void hashesWithSha256() {
    assertThat(Sha256.of(new byte[] {'a', 'b', 'c'}))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  private static NetworkClassifier open(byte[] archive, ModelRecipe recipe) {
    return ModelArchive.open(Samples.model(archive, Sha256.of(archive)), recipe, SHAPE);
  }

  private static MultiLayerNetwork network(ModelRecipe recipe) {
    return Samples.network(recipe, SHAPE, DataType.FLOAT, 1);
  }
}
