package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.arithmetic.Convolution.Purpose;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.recipe.Architectures;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.layer.NetworkLayer;
import org.qusecnets.sweep.recipe.layer.NetworkLayers;

/** Networks of all kinds of layers in the engine, against DL4J and finite differences. */
class NetworkLayersTest {
  private static final ImageShape SHAPE = NetworkSamples.SHAPE;
  private static final int COUNT = 4;
  private static final int CLASSES = Samples.CLASSES;

  static Stream<Arguments> networks() {
    Map<String, ModelRecipe> networks = new LinkedHashMap<>(NetworkSamples.ofEveryKind());
    QuantizationOptions layer = Samples.layers().get(0);
    networks.put(
        "quantized activations that begin blocks",
        networks.get("blocks that begin in place").with(Samples.dynamic(2)));
    networks.put("blocks behind a quantizer", networks.get("blocks").prepend(layer));
    networks.put(
        "blocks of quantized activations", networks.get("blocks").with(Samples.dynamic(2)));
    return networks.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @Test
  void everyKindOfLayerIsTried() {
    Set<String> tried = new TreeSet<>(Set.of("residual"));
    NetworkSamples.ofEveryKind()
        .values()
        .forEach(
            recipe ->
                recipe.network().architecture().all().map(NetworkLayer::type).forEach(tried::add));

    assertThat(tried).containsExactlyInAnyOrderElementsOf(NetworkLayers.types());
  }

  /** Both with frozen statistics. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void logitsAreThoseOfDl4j(String name, ModelRecipe recipe) {
    compareLogits(recipe, SHAPE, 5e-6);
  }

  static Stream<Arguments> architectures() {
    return Architectures.ALL.stream()
        .map(architecture -> Arguments.of(architecture.name(), Samples.of(architecture)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("architectures")
  void logitsOfPublishedNetworksAreThoseOfDl4j(String name, ModelRecipe recipe) {
    compareLogits(recipe, Samples.COLOUR, 5e-5);
  }

  private static void compareLogits(ModelRecipe recipe, ImageShape shape, double tolerance) {
    Model exact = Samples.model(recipe, shape, DataType.DOUBLE, 1);
    Model network = Samples.model(recipe, shape, DataType.FLOAT, 1);
    float[] images = Samples.randomImages(shape, COUNT, 5);
    INDArray batch = Samples.batch(images, shape, DataType.DOUBLE);
    double[] expected = Dl4jLogits.of(exact, batch);

    for (Purpose purpose : Purpose.values()) {
      try (NetworkEngine engine = new NetworkEngine(network, recipe, shape, purpose, COUNT)) {
        float[] logits = engine.logits(images, COUNT);
        for (int image = 0; image < COUNT; image++) {
          for (int label = 0; label < CLASSES; label++) {
            assertThat((double) logits[image * CLASSES + label])
                .as("image %d, class %d, %s", image, label, purpose)
                .isCloseTo(expected[image * CLASSES + label], offset(tolerance));
          }
        }
      }
    }
  }

  /** Central differences of DL4J's logits in double precision along random directions. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smoothNetworks")
  void gradientsOfImagesAreDifferencesOfLogits(String name, ModelRecipe recipe) {
    Model network = Samples.model(recipe, SHAPE, DataType.FLOAT, 1);
    float[] images = Samples.randomImages(SHAPE, COUNT, 7);
    float[] weights = Samples.randomValues(COUNT * CLASSES, 8);
    List<float[]> gradients = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      try (NetworkEngine engine = new NetworkEngine(network, recipe, SHAPE, purpose, COUNT)) {
        engine.logits(images, COUNT);
        System.arraycopy(weights, 0, engine.logitsGradient(), 0, weights.length);
        gradients.add(engine.imageGradient(COUNT, GradientWay.EXACT).clone());
      }
    }
    for (float[] gradient : gradients) {
      for (int seed = 0; seed < 3; seed++) {
        float[] direction = Samples.randomValues(images.length, 20 + seed);
        double slope = 0;
        double size = 0;
        for (int i = 0; i < images.length; i++) {
          slope += gradient[i] * (double) direction[i];
          size += Math.abs(gradient[i] * (double) direction[i]);
        }
        assertThat(slope)
            .isCloseTo(difference(recipe, images, direction, weights), offset(1e-4 * size));
      }
    }
  }

  /** Rectifiers and pools have kinks, which a step may lie on: on one side here. */
  static Stream<Arguments> smoothNetworks() {
    return networks().filter(arguments -> !String.valueOf(arguments.get()[0]).contains("quantize"));
  }

  private static double difference(
      ModelRecipe recipe, float[] images, float[] direction, float[] weights) {
    double step = 1e-7;
    Model network = Samples.model(recipe, SHAPE, DataType.DOUBLE, 1);
    INDArray batch = Samples.batch(images, SHAPE, DataType.DOUBLE);
    INDArray along = Samples.batch(direction, SHAPE, DataType.DOUBLE).muli(step);
    double[] above = Dl4jLogits.of(network, batch.add(along));
    double[] below = Dl4jLogits.of(network, batch.sub(along));
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * (above[i] - below[i]) / (2 * step);
    }
    return sum;
  }

  /** Of the loss of a step of training, statistics of the batch included. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("smoothNetworks")
  void gradientsOfParametersAreThoseOfTheStep(String name, ModelRecipe recipe) {
    Model network = Samples.model(recipe, SHAPE, DataType.FLOAT, 1);
    float[] images = Samples.randomImages(SHAPE, COUNT, 9);
    float[] weights = Samples.randomValues(COUNT * CLASSES, 10);
    try (NetworkEngine engine =
        new NetworkEngine(network, recipe, SHAPE, Purpose.TRAINING, COUNT)) {
      engine.draw(new long[] {1, 2, 3, 4});
      List<TrainableParameters> parameters = engine.weights();
      double[] slopes = new double[parameters.size()];
      double[] sizes = new double[parameters.size()];
      engine.trainingLogits(images, COUNT);
      System.arraycopy(weights, 0, engine.logitsGradient(), 0, weights.length);
      engine.parameterGradients(COUNT);
      for (int p = 0; p < slopes.length; p++) {
        float[] direction = Samples.randomValues(parameters.get(p).values().length, 40 + p);
        for (int i = 0; i < direction.length; i++) {
          slopes[p] += direction[i] * (double) parameters.get(p).gradient()[i];
          sizes[p] += Math.abs(direction[i] * (double) parameters.get(p).gradient()[i]);
        }
      }
      for (int p = 0; p < slopes.length; p++) {
        float[] direction = Samples.randomValues(parameters.get(p).values().length, 40 + p);
        double difference = 0;
        float step = 1e-3f;
        for (int side : new int[] {1, -1}) {
          float[] kept = parameters.get(p).values().clone();
          for (int i = 0; i < direction.length; i++) {
            parameters.get(p).values()[i] += side * step * direction[i];
          }
          engine.parametersChanged();
          float[] logits = engine.trainingLogits(images, COUNT);
          for (int i = 0; i < weights.length; i++) {
            difference += side * weights[i] * (double) logits[i] / (2 * step);
          }
          System.arraycopy(kept, 0, parameters.get(p).values(), 0, kept.length);
        }
        engine.parametersChanged();
        assertThat(slopes[p])
            .as("parameters %d of %d", p, slopes.length)
            .isCloseTo(difference, offset(0.02 * sizes[p] + 2e-3));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void imagesGiveTheSameBitsWhateverIsBesideThem(String name, ModelRecipe recipe) {
    Model network = Samples.model(recipe, SHAPE, DataType.FLOAT, 1);
    int many = 50;
    float[] images = Samples.randomImages(SHAPE, many, 11);
    float[] weights = Samples.randomValues(CLASSES, 12);
    try (NetworkClassifier classifier = new NetworkClassifier(network, recipe, SHAPE, 0, null)) {
      float[] together = classifier.logits(images, many);
      float[] gradients =
          classifier
              .gradient(
                  images,
                  many,
                  (image, logits, offset, gradient) ->
                      System.arraycopy(weights, 0, gradient, offset, CLASSES))
              .gradient();
      for (int image : new int[] {0, 17, 49}) {
        int size = SHAPE.size();
        float[] alone = Arrays.copyOfRange(images, image * size, (image + 1) * size);
        assertThat(classifier.logits(alone, 1))
            .containsExactly(Arrays.copyOfRange(together, image * CLASSES, (image + 1) * CLASSES));
        assertThat(
                classifier
                    .gradient(
                        alone,
                        1,
                        (number, logits, offset, gradient) ->
                            System.arraycopy(weights, 0, gradient, offset, CLASSES))
                    .gradient())
            .containsExactly(Arrays.copyOfRange(gradients, image * size, (image + 1) * size));
      }
    }
  }

  /** What the engine holds goes back into the network, and an archive keeps it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void parametersTravelThroughArchives(String name, ModelRecipe recipe) {
    Model network = Samples.model(recipe, SHAPE, DataType.FLOAT, 1);
    Model empty = NetworkDefinition.build(recipe, SHAPE, CLASSES, DataType.FLOAT);
    try (NetworkEngine engine =
        new NetworkEngine(network, recipe, SHAPE, Purpose.TRAINING, COUNT)) {
      engine.store(empty);
    }
    Model read = ModelArchive.read(ModelArchive.write(empty));

    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.numParams()).isEqualTo(network.numParams());
  }

  @Test
  void networksOfThePublicationsHaveTheirNumbersOfParameters() {
    Map<String, Long> counted = new LinkedHashMap<>();
    Architectures.ALL.forEach(
        architecture ->
            counted.put(architecture.name(), architecture.parameters(Samples.COLOUR, CLASSES)));

    // Summed by hand; He et al. give 0.27 million for ResNet-20, and Springenberg et al. 1.4
    // million (1,369,738) for All-CNN-C, whose last convolution is the dense layer here.
    assertThat(counted)
        .containsEntry("lenet-5", 456L + 2416 + 69_240 + 10_164 + 850)
        .containsEntry("resnet-20", 272_474L)
        .containsEntry("all-conv", 1_369_738L)
        .containsEntry("madry-mnist", 2432L + 51_264 + 4_195_328 + 10_250);
    Architectures.ALL.forEach(
        architecture -> {
          ModelRecipe recipe = Samples.of(architecture);
          Model built = NetworkDefinition.build(recipe, Samples.COLOUR, CLASSES, DataType.FLOAT);
          long statistics =
              built.paramTable().entrySet().stream()
                  .filter(e -> e.getKey().endsWith("_mean") || e.getKey().endsWith("_var"))
                  .mapToLong(e -> e.getValue().length())
                  .sum();
          assertThat(built.numParams() - statistics)
              .as(architecture.name())
              .isEqualTo(counted.get(architecture.name()));
        });
  }
}
