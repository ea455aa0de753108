package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.certificate.Certificate;
import org.qusecnets.sweep.certificate.Certificates;
import org.qusecnets.sweep.certificate.CertifiedModel;
import org.qusecnets.sweep.defense.Defenses;
import org.qusecnets.sweep.network.arithmetic.Convolution;
import org.qusecnets.sweep.network.interval.WorstCase;
import org.qusecnets.sweep.network.optimizer.TrainableParameters;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Logits;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

/** Worst logits of whole models, as certified training takes them. */
class BoundsInTrainingTest {
  private static final int COUNT = 3;
  private static final int SIZE = Samples.GREY.size();
  private static final double EPSILON = 0.02;

  static Stream<ModelRecipe> recipes() {
    return Stream.of(
        Samples.PLAIN,
        Samples.MLP,
        Samples.MLP.with(new ActivationOptions.Bounded(0.2)),
        Samples.PLAIN.prepend(Samples.constant(2, 20)),
        defended("hard-quantization", Map.of("levels", 3)),
        defended("thermometer", Map.of("levels", 4)),
        defended("median-filter", Map.of("applied", "always")));
  }

  private static ModelRecipe defended(String type, Map<String, Object> options) {
    return Defenses.read(type, Options.of(options)).protect(Samples.PLAIN);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void boundsAreThoseThatTheIntervalCertificateProves(ModelRecipe recipe) {
    MultiLayerNetwork network = Samples.network(recipe, Samples.GREY, DataType.FLOAT, 1);
    byte[] archive = ModelArchive.write(network);
    TrainedModel model = Samples.model(archive, Sha256.of(archive));
    float[] images = Samples.randomImages(Samples.GREY, COUNT, 2);
    Certificate interval = Certificates.read("interval", Options.of(Map.of()));
    int[] labels = new int[COUNT];
    double[] proven = new double[COUNT];
    try (CertifiedModel certified = CertifiedModel.open(model, recipe, Samples.GREY);
        NetworkClassifier classifier = ModelArchive.open(model, recipe, Samples.GREY)) {
      float[] logits = classifier.logits(images, COUNT);
      for (int i = 0; i < COUNT; i++) {
        float[] image = Arrays.copyOfRange(images, i * SIZE, (i + 1) * SIZE);
        labels[i] = Logits.argmax(logits, i * Samples.CLASSES, Samples.CLASSES);
        proven[i] =
            interval.prove(certified, image, labels[i], 1, List.of(EPSILON)).get(0).margin();
      }
    }

    try (NetworkEngine engine = engine(recipe, network);
        WorstCase worstCase = engine.worstCase()) {
      float[] worst = worstCase.logits(end(images, -1), end(images, 1), labels, COUNT);
      for (int i = 0; i < COUNT; i++) {
        double most = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < Samples.CLASSES; c++) {
          most = c == labels[i] ? most : Math.max(most, worst[i * Samples.CLASSES + c]);
        }
        assertThat(-most).isCloseTo(proven[i], within(3e-4 * Math.abs(proven[i])));
      }
    }
  }

  private static NetworkEngine engine(ModelRecipe recipe, MultiLayerNetwork network) {
    return new NetworkEngine(network, recipe, Samples.GREY, Convolution.Purpose.TRAINING, COUNT);
  }

  private static float[] end(float[] images, int direction) {
    float[] ends = new float[images.length];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = (float) Math.max(0, Math.min(1, images[i] + direction * EPSILON));
    }
    return ends;
  }

  /** Differences of the bounds themselves, in float32: 1 % is what they can tell. */
  @ParameterizedTest
  @EnumSource(
      value = Sharing.class,
      names = {"SHARED", "PER_CHANNEL"})
  void thresholdsHaveGradientsFromBothEndsOfTheBox(Sharing sharing) {
    QuantizationOptions layer = Samples.trained(3, 5, sharing, Placement.LINEAR, Derivative.EXACT);
    ModelRecipe recipe = Samples.MLP.prepend(layer);
    MultiLayerNetwork network = Samples.network(recipe, Samples.GREY, DataType.FLOAT, 1);
    float[] images = Samples.randomImages(Samples.GREY, COUNT, 2);
    float[] lower = end(images, -1);
    float[] upper = end(images, 1);
    int[] labels = {3, 1, 4};
    Random random = new Random(5);
    float[] weights = new float[COUNT * Samples.CLASSES];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % Samples.CLASSES == labels[i / Samples.CLASSES] ? 0 : random.nextFloat();
    }

    try (NetworkEngine engine = engine(recipe, network);
        WorstCase worstCase = engine.worstCase()) {
      TrainableParameters thresholds = engine.quantization().orElseThrow().parameters();
      engine.clearGradients();
      worstCase.logits(lower, upper, labels, COUNT);
      worstCase.addGradients(weights, COUNT);

      for (int k = 0; k < layer.thresholds(); k++) {
        float before = thresholds.values()[k];
        double[] sums = new double[2];
        for (int side = 0; side < 2; side++) {
          thresholds.values()[k] = before + (side == 0 ? -1e-3f : 1e-3f);
          float[] worst = worstCase.logits(lower, upper, labels, COUNT);
          for (int i = 0; i < worst.length; i++) {
            sums[side] += (double) weights[i] * worst[i];
          }
        }
        thresholds.values()[k] = before;
        double expected = (sums[1] - sums[0]) / 2e-3;
        assertThat(Math.abs(expected)).isGreaterThan(0.1);
        assertThat((double) thresholds.gradient()[k])
            .isCloseTo(expected, within(0.01 * Math.abs(expected)));
      }
    }
  }
}
