package org.qusecnets.sweep.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.network.QuantizationOptions.Derivative;
import org.qusecnets.sweep.network.QuantizationOptions.Placement;
import org.qusecnets.sweep.network.QuantizationOptions.Sharing;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 64, 65, 200})
  void batchesGiveWhatTheirImagesGiveOneByOne(int count) {
    ImageShape shape = Samples.GREY;
    float[] images = Samples.randomImages(shape, count, count);
    try (NetworkClassifier classifier = classifier(Samples.PLAIN.behind(LAYER), shape)) {
      float[] logits = classifier.logits(images, count);
      Classifier.Gradient gradient = classifier.gradient(images, count, DIFFERENCE);

      assertThat(gradient.logits()).containsExactly(logits);
      assertThat(logits).hasSize(count * Samples.CLASSES);
      assertThat(gradient.gradient()).hasSize(count * shape.size());
      for (int i = 0; i < count; i++) {
        int number = i;
        float[] image = Arrays.copyOfRange(images, i * shape.size(), (i + 1) * shape.size());
        Classifier.Gradient alone =
            classifier.gradient(
                image,
                1,
                (first, values, from, target) ->
                    DIFFERENCE.differentiate(number, values, from, target));
        assertThat(difference(logits, i * Samples.CLASSES, alone.logits()))
            .as("logits of image %d", i)
            .isLessThan(1e-5);
        assertThat(difference(gradient.gradient(), i * shape.size(), alone.gradient()))
            .as("gradient of image %d", i)
            .isLessThan(1e-5);
      }
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
    return Stream.of(Samples.PLAIN, Samples.PLAIN.behind(LAYER));
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
    try (NetworkClassifier classifier = classifier(Samples.PLAIN.behind(LAYER), shape)) {
      float[] quantized = classifier.quantize(images, count);
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
      assertThat(classifier.quantize(images, 2)).containsExactly(images).isNotSameAs(images);
      assertThat(classifier.classes()).isEqualTo(Samples.CLASSES);
      assertThat(classifier.shape()).isEqualTo(Samples.GREY);
    }
  }

  private static NetworkClassifier classifier(ModelRecipe recipe, ImageShape shape) {
    return new NetworkClassifier(Samples.network(recipe, shape, DataType.FLOAT, 1), shape);
  }

  private static double difference(float[] batch, int from, float[] alone) {
    double largest = 0;
    for (int i = 0; i < alone.length; i++) {
      largest = Math.max(largest, Math.abs((double) batch[from + i] - alone[i]));
    }
    return largest;
  }
}
