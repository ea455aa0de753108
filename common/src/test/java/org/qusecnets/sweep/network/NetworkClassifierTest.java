package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.ActivationOptions;
import org.qusecnets.sweep.recipe.Classifier;
import org.qusecnets.sweep.recipe.GradientWay;
import org.qusecnets.sweep.recipe.ModelRecipe;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.recipe.QuantizationOptions.Derivative;
import org.qusecnets.sweep.recipe.QuantizationOptions.Placement;
import org.qusecnets.sweep.recipe.QuantizationOptions.Sharing;

class NetworkClassifierTest {
  private static final QuantizationOptions LAYER =
      Samples.trained(3, 5, Sharing.PER_PIXEL, Placement.LINEAR, Derivative.EXACT);

  /** Another function for each image: the difference of two neighbouring logits. */
  private static final Classifier.LogitsFunction DIFFERENCE =
      (image, logits, from, gradient) -> {
        Arrays.fill(gradient, from, from + Samples.CLASSES, 0f);
        gradient[from + plus(image)] = 1;
        gradient[from + minus(image)] = -1;
      };

  private static int plus(int image) {
    return image % Samples.CLASSES;
  }

  private static int minus(int image) {
    return (image + 1) % Samples.CLASSES;
  }

  /** Splits of 530 images, more than two slices, in an order of their own; some of one image. */
  @ParameterizedTest
  @MethodSource("kinds")
  void imagesGiveTheSameBitsInWhateverBatchTheyStand(ModelRecipe recipe, ImageShape shape) {
    int count = 530;
    float[] images = Samples.randomImages(shape, count, 7);
    Random random = new Random(8);
    try (NetworkClassifier classifier = classifier(recipe, shape)) {
      float[] logits = classifier.logits(images, count);
      Classifier.Gradient gradient = classifier.gradient(images, count, DIFFERENCE);
      assertThat(gradient.logits()).containsExactly(logits);
      assertThat(logits).hasSize(count * Samples.CLASSES);
      assertThat(gradient.gradient()).hasSize(count * shape.size());

      for (int split = 0; split < 2; split++) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
        Collections.shuffle(order, random);
        int from = 0;
        for (int size = 1; from < count; size = 1 + random.nextInt(random.nextInt(200) + 1)) {
          int to = Math.min(count, from + size);
          int[] batch = order.subList(from, to).stream().mapToInt(i -> i).toArray();
          assertSame(classifier, rows(images, shape.size(), batch), batch, gradient);
          from = to;
        }
      }
    }
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        Arguments.of(Samples.PLAIN, Samples.GREY),
        Arguments.of(Samples.PLAIN.prepend(LAYER), Samples.GREY),
        Arguments.of(Samples.PLAIN.prepend(Samples.constant(4, 50)), Samples.COLOUR),
        Arguments.of(Samples.MLP, Samples.COLOUR),
        Arguments.of(Samples.MLP.prepend(LAYER), Samples.GREY),
        Arguments.of(Samples.PLAIN.with(new ActivationOptions.Bounded(1)), Samples.GREY),
        Arguments.of(Samples.MLP.with(new ActivationOptions.Bounded(1)), Samples.COLOUR),
        Arguments.of(Samples.PLAIN.with(Samples.dynamic(2)), Samples.GREY),
        Arguments.of(Samples.MLP.with(Samples.fixed(3)), Samples.COLOUR));
  }

  private static void assertSame(
      NetworkClassifier classifier, float[] images, int[] batch, Classifier.Gradient expected) {
    Classifier.Gradient found =
        classifier.gradient(
            images,
            batch.length,
            (image, logits, from, gradient) ->
                DIFFERENCE.differentiate(batch[image], logits, from, gradient));
    assertThat(found.logits()).isEqualTo(rows(expected.logits(), Samples.CLASSES, batch));
    assertThat(found.gradient())
        .as("gradients of a batch of %d", batch.length)
        .isEqualTo(rows(expected.gradient(), classifier.shape().size(), batch));
    assertThat(classifier.logits(images, batch.length)).isEqualTo(found.logits());
  }

  private static float[] rows(float[] values, int length, int[] numbers) {
    float[] rows = new float[numbers.length * length];
    for (int i = 0; i < numbers.length; i++) {
      System.arraycopy(values, numbers[i] * length, rows, i * length, length);
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 13, 501})
  void functionsSeeTheCallersImagesOnly(int count) {
    float[] images = Samples.randomImages(Samples.GREY, count, 3);
    List<Integer> seen = new ArrayList<>();
    try (NetworkClassifier classifier = classifier(Samples.MLP, Samples.GREY)) {
      classifier.gradient(
          images,
          count,
          (image, logits, from, gradient) -> {
            assertThat(logits).hasSize(count * Samples.CLASSES);
            assertThat(from).isEqualTo(image * Samples.CLASSES);
            seen.add(image);
          });
    }
    assertThat(seen).isEqualTo(IntStream.range(0, count).boxed().toList());
  }

  static Stream<ModelRecipe> quantized() {
    return Samples.layers().stream()
        .flatMap(layer -> Stream.of(Samples.PLAIN.prepend(layer), Samples.MLP.prepend(layer)));
  }

  @ParameterizedTest
  @MethodSource("quantized")
  void straightThroughGradientIsTheUndefendedNetworksAtTheQuantizedImage(ModelRecipe recipe) {
    int count = 9;
    float[] images = Samples.randomImages(Samples.GREY, count, 3);
    ModelRecipe undefended = ModelRecipe.undefended(recipe.network(), recipe.training());
    try (NetworkClassifier exact = classifier(recipe, Samples.GREY);
        NetworkClassifier behind = classifier(undefended, Samples.GREY)) {
      Classifier straight = exact.attacked(GradientWay.STRAIGHT_THROUGH, 1);
      Classifier.Gradient found = straight.gradient(images, count, DIFFERENCE);
      Classifier.Gradient expected =
          behind.gradient(exact.inside(images, count), count, DIFFERENCE);

      assertThat(found.gradient()).isEqualTo(expected.gradient());
      assertThat(found.logits()).isEqualTo(expected.logits());
      assertThat(exact.gradient(images, count, DIFFERENCE).logits()).isEqualTo(found.logits());
      assertThat(exact.gradient(images, count, DIFFERENCE).gradient())
          .isNotEqualTo(found.gradient());
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void withoutQuantizationEveryPathIsTheSame(GradientWay way) {
    float[] images = Samples.randomImages(Samples.GREY, 2, 3);
    try (NetworkClassifier exact = classifier(Samples.MLP, Samples.GREY)) {
      assertThat(exact.attacked(way, 1).gradient(images, 2, DIFFERENCE).gradient())
          .isEqualTo(exact.gradient(images, 2, DIFFERENCE).gradient());
    }
  }

  /** Logits' differences are those of the logarithms of DL4J's probabilities. */
  @ParameterizedTest
  @MethodSource("recipes")
  void gradientIsThatOfFiniteDifferencesInDoublePrecision(ModelRecipe recipe) {
    ImageShape shape = Samples.COLOUR;
    int count = 2;
    float[] images = Samples.randomImages(shape, count, 3);
    MultiLayerNetwork reference = Samples.network(recipe, shape, DataType.DOUBLE, 1);
    INDArray batch = Samples.batch(images, shape, DataType.DOUBLE);
    Random random = new Random(5);
    double step = 1e-6;
    double largest = 0;
    try (NetworkClassifier classifier = classifier(recipe, shape)) {
      float[] gradient = classifier.gradient(images, count, DIFFERENCE).gradient();
      for (int sample = 0; sample < 20; sample++) {
        int image = random.nextInt(count);
        int c = random.nextInt(shape.channels());
        int y = random.nextInt(shape.height());
        int x = random.nextInt(shape.width());
        long[] index = {image, c, y, x};
        double before = batch.getDouble(index);
        batch.putScalar(index, before + step);
        double above = logDifference(reference, batch, image);
        batch.putScalar(index, before - step);
        double below = logDifference(reference, batch, image);
        batch.putScalar(index, before);
        double expected = (above - below) / (2 * step);
        largest = Math.max(largest, Math.abs(expected));
        int place = ((image * shape.channels() + c) * shape.height() + y) * shape.width() + x;
        assertThat((double) gradient[place])
            .as("at %s", Arrays.toString(index))
            .isCloseTo(expected, within(1e-5));
      }
    }
    assertThat(largest).as("largest gradient of the sample").isGreaterThan(1e-3);
  }

  static Stream<ModelRecipe> recipes() {
    return Stream.of(
        Samples.PLAIN, Samples.PLAIN.prepend(LAYER), Samples.MLP, Samples.MLP.prepend(LAYER));
  }

  private static double logDifference(MultiLayerNetwork network, INDArray batch, int image) {
    INDArray probabilities = network.output(batch);
    return Math.log(probabilities.getDouble(image, plus(image)))
        - Math.log(probabilities.getDouble(image, minus(image)));
  }

  @Test
  void quantizesAsEquation1Says() {
    ImageShape shape = Samples.COLOUR;
    int count = 70;
    float[] images = Samples.randomImages(shape, count, 3);
    NaiveQuantization naive = new NaiveQuantization(LAYER, shape);
    double[] expected =
        naive.values(
            IntStream.range(0, images.length).mapToDouble(i -> images[i]).toArray(),
            naive.placed());
    try (NetworkClassifier classifier = classifier(Samples.PLAIN.prepend(LAYER), shape)) {
      float[] quantized = classifier.inside(images, count);
      assertThat(quantized).hasSameSizeAs(images);
      double largest =
          IntStream.range(0, expected.length)
              .mapToDouble(i -> Math.abs(quantized[i] - expected[i]))
              .max()
              .getAsDouble();
      assertThat(largest).as("largest difference").isLessThan(1e-6);
    }
  }

  @Test
  void leavesImagesAloneWhereThereIsNoQuantization() {
    float[] images = Samples.randomImages(Samples.GREY, 2, 3);
    try (NetworkClassifier classifier = classifier(Samples.PLAIN, Samples.GREY)) {
      assertThat(classifier.inside(images, 2)).containsExactly(images).isNotSameAs(images);
      assertThat(classifier.classes()).isEqualTo(Samples.CLASSES);
      assertThat(classifier.shape()).isEqualTo(Samples.GREY);
    }
  }

  private static NetworkClassifier classifier(ModelRecipe recipe, ImageShape shape) {
    return new NetworkClassifier(
        Samples.network(recipe, shape, DataType.FLOAT, 1), recipe, shape, 0, null);
  }

  static List<GradientWay> ways() {
    return List.of(GradientWay.EXACT, GradientWay.STRAIGHT_THROUGH, GradientWay.smoothed(2));
  }
}
