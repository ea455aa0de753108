package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.defense.DefenseTable.Row;
import org.qusecnets.sweep.options.InvalidOption;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.Applied;
import org.qusecnets.sweep.recipe.InputTransform;
import org.qusecnets.sweep.recipe.ValueMap;

/** What holds for every defense that transforms images. */
class InputDefensesTest {
  private static final List<ImageShape> SHAPES =
      List.of(
          new ImageShape(1, 28, 28),
          new ImageShape(3, 32, 32),
          new ImageShape(3, 5, 7),
          new ImageShape(2, 9, 4),
          new ImageShape(1, 1, 1));

  static Stream<InputTransform> transforms() {
    return DefenseTable.rows().stream()
        .map(row -> Defenses.read(row.type(), Options.of(row.given())))
        .filter(InputTransform.class::isInstance)
        .map(InputTransform.class::cast);
  }

  static Stream<Arguments> transformsAndShapes() {
    return transforms()
        .flatMap(transform -> SHAPES.stream().map(shape -> Arguments.of(transform, shape)));
  }

  @ParameterizedTest
  @MethodSource("transformsAndShapes")
  void givesValuesOfItsShapeInTheRangeOfPixels(InputTransform transform, ImageShape shape) {
    float[] transformed = transform.transform(image(shape), shape, 3);

    assertThat(transformed).hasSize(transform.output(shape).size());
    for (float value : transformed) {
      assertThat(value).isBetween(0f, 1f);
    }
  }

  @ParameterizedTest
  @MethodSource("transformsAndShapes")
  void takesValuesBeyondTheRangeOfPixels(InputTransform transform, ImageShape shape) {
    float[] wild = image(shape);
    for (int i = 0; i < wild.length; i++) {
      wild[i] = 6 * wild[i] - 3;
    }
    float[] gradient = gradient(transform, shape);

    assertThat(transform.transform(wild, shape, 3)).doesNotContain(Float.NaN);
    assertThat(transform.backward(wild, shape, gradient, 3)).doesNotContain(Float.NaN);
  }

  @ParameterizedTest
  @MethodSource("transformsAndShapes")
  void changesNothingThatItIsGiven(InputTransform transform, ImageShape shape) {
    float[] image = image(shape);
    float[] gradient = gradient(transform, shape);

    float[] transformed = transform.transform(image, shape, 3);
    float[] back = transform.backward(image, shape, gradient, 3);

    assertThat(image).isEqualTo(image(shape)).isNotSameAs(transformed);
    assertThat(gradient).isEqualTo(gradient(transform, shape)).isNotSameAs(back);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void givesTheSameForTheSameSeedOnEveryThread(InputTransform transform) {
    ImageShape shape = SHAPES.get(1);
    float[] gradient = gradient(transform, shape);
    float[] transformed = transform.transform(image(shape), shape, 3);
    float[] back = transform.backward(image(shape), shape, gradient, 3);

    assertThat(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> transform.transform(image(shape), shape, 3)))
        .allSatisfy(other -> assertThat(other).isEqualTo(transformed));
    assertThat(
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> transform.backward(image(shape), shape, gradient, 3)))
        .allSatisfy(other -> assertThat(other).isEqualTo(back));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void dependsOnTheSeedOnlyIfItIsRandom(InputTransform transform) {
    ImageShape shape = SHAPES.get(0);
    long different =
        IntStream.range(0, 30)
            .mapToObj(seed -> List.of(floats(transform.transform(image(shape), shape, seed))))
            .distinct()
            .count();

    if (transform.isRandom()) {
      assertThat(different).isGreaterThan(5);
    } else {
      assertThat(different).isEqualTo(1);
    }
  }

  private static Float[] floats(float[] values) {
    Float[] floats = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = values[i];
    }
    return floats;
  }

  @ParameterizedTest
  @MethodSource("transformsAndShapes")
  void takesGradientsBackLinearly(InputTransform transform, ImageShape shape) {
    float[] image = image(shape);
    float[] left = gradient(transform, shape);
    float[] right = new float[left.length];
    float[] sum = new float[left.length];
    for (int i = 0; i < left.length; i++) {
      right[i] = left[left.length - 1 - i];
      sum[i] = left[i] - 2 * right[i];
    }

    float[] leftBack = transform.backward(image, shape, left, 3);
    float[] rightBack = transform.backward(image, shape, right, 3);
    float[] sumBack = transform.backward(image, shape, sum, 3);

    assertThat(sumBack).hasSize(shape.size());
    for (int i = 0; i < sumBack.length; i++) {
      assertThat(sumBack[i]).isCloseTo(leftBack[i] - 2 * rightBack[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void goesStraightThroughWhereItSaysSo(InputTransform transform) {
    ImageShape shape = SHAPES.get(1);
    float[] gradient = gradient(transform, shape);
    float[] back = transform.backward(image(shape), shape, gradient, 3);

    if (transform.gradient().equals("straight-through")) {
      assertThat(back).isEqualTo(gradient);
    } else {
      assertThat(back).isNotEqualTo(gradient);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hard-quantization | levels | 1 | levels must be from 2 to 256, was 1",
        "hard-quantization | levels | 257 | levels must be from 2 to 256, was 257",
        "hard-quantization | applied | never | applied must be one of always, at-evaluation,"
            + " was \"never\"",
        "bit-depth | bits | 0 | bits must be from 1 to 8, was 0",
        "bit-depth | bits | 9 | bits must be from 1 to 8, was 9",
        "median-filter | size | 1 | size must be from 2 to 7, was 1",
        "median-filter | size | 8 | size must be from 2 to 7, was 8",
        "non-local-means | search | 12 | search must be odd and from 3 to 35, was 12",
        "non-local-means | search | 37 | search must be odd and from 3 to 35, was 37",
        "non-local-means | patch | 0 | patch must be odd and from 1 to 15, was 0",
        "non-local-means | patch | -1 | patch must be odd and from 1 to 15, was -1",
        "non-local-means | strength | 0 | strength must be above 0 and at most 255, was 0.0",
        "non-local-means | strength | 256 | strength must be above 0 and at most 255, was 256.0",
        "jpeg | quality | 0 | quality must be from 1 to 100, was 0",
        "jpeg | quality | 101 | quality must be from 1 to 100, was 101",
        "resize-and-pad | smallest-share | 0.4 | smallest-share must be at least 0.5 and below 1,"
            + " was 0.4",
        "resize-and-pad | smallest-share | 1 | smallest-share must be at least 0.5 and below 1,"
            + " was 1.0",
        "resize-and-pad | padding | 1.5 | padding must be from 0 to 1, was 1.5",
        "resize-and-pad | padding | -1 | padding must be from 0 to 1, was -1.0",
        "thermometer | levels | 1 | levels must be from 2 to 256, was 1",
        "thermometer | levels | 300 | levels must be from 2 to 256, was 300"
      })
  void refusesWrongParameters(String type, String key, String value, String message) {
    Row row = DefenseTable.rows().stream().filter(r -> r.type().equals(type)).findFirst().get();
    Map<String, Object> given = new HashMap<>(row.given());
    given.put(key, value);

    assertThatThrownBy(() -> Defenses.read(type, Options.of(given)))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.key()).isEqualTo(key))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"hard-quantization, levels", "bit-depth, bits"})
  void needsTheNumberOfLevelsOrBits(String type, String key) {
    assertThatThrownBy(() -> Defenses.read(type, Options.of(Map.of())))
        .isInstanceOf(InvalidOption.class)
        .hasMessage(key + " must be a whole number, was missing");
  }

  @ParameterizedTest
  @CsvSource({
    "hard-quantization, levels, 2",
    "hard-quantization, levels, 256",
    "bit-depth, bits, 1",
    "bit-depth, bits, 8",
    "median-filter, size, 7",
    "non-local-means, search, 3",
    "non-local-means, search, 35",
    "non-local-means, patch, 1",
    "non-local-means, patch, 15",
    "non-local-means, strength, 255",
    "non-local-means, strength, 0.01",
    "jpeg, quality, 1",
    "jpeg, quality, 100",
    "resize-and-pad, smallest-share, 0.5",
    "resize-and-pad, smallest-share, 0.999",
    "resize-and-pad, padding, 0",
    "resize-and-pad, padding, 1",
    "thermometer, levels, 2",
    "thermometer, levels, 256"
  })
  void worksWithTheBoundsThemselves(String type, String key, String value) {
    Row row = DefenseTable.rows().stream().filter(r -> r.type().equals(type)).findFirst().get();
    Map<String, Object> given = new HashMap<>(row.given());
    given.put(key, value);
    InputTransform transform = (InputTransform) Defenses.read(type, Options.of(given));

    for (ImageShape shape : SHAPES) {
      givesValuesOfItsShapeInTheRangeOfPixels(transform, shape);
    }
  }

  private static float[] image(ImageShape shape) {
    return TestImages.image(shape, new Random(1));
  }

  private static float[] gradient(InputTransform transform, ImageShape shape) {
    return TestImages.gradient(transform.output(shape), new Random(2));
  }

  static Stream<InputTransform> elementWise() {
    return transforms().filter(transform -> transform.valueMap() != ValueMap.MIXED);
  }

  /** What an image within epsilon can become is a box on no other condition. */
  @ParameterizedTest
  @MethodSource("elementWise")
  void whatIsSaidToChangeEachValueByItselfDoesAndNeverTurnsTheirOrder(InputTransform transform) {
    ImageShape shape = SHAPES.get(0);
    float[] image = image(shape);
    float[] before = transform.transform(image, shape, 3);
    float last = Float.NEGATIVE_INFINITY;
    for (int grey = 0; grey <= 2550; grey++) {
      image[5] = grey / 2550f;
      float[] after = transform.transform(image, shape, 3);
      assertThat(after[5]).isGreaterThanOrEqualTo(last);
      last = after[5];
      before[5] = after[5];
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  void quantizersAreSaidToChangeEachValueByItself() {
    assertThat(elementWise().map(InputTransform::type))
        .contains("bit-depth", "hard-quantization")
        .doesNotContain("median-filter", "jpeg", "resize-and-pad", "thermometer");
  }

  /** The smoothed derivative of steps is that of a quantization layer of the same thresholds. */
  @Test
  void smoothedGradientsOfStepsAreThoseOfSigmoids() {
    float[] image = {0.1f, 0.4f, 0.5f, 0.9f};
    float[] ones = {1, 1, 1, 2};
    float[] back = new HardQuantization(3, Applied.ALWAYS).smoothedBackward(image, ones, 7);
    float[] bits = new BitDepth(1, Applied.ALWAYS).smoothedBackward(image, ones, 7);

    for (int i = 0; i < image.length; i++) {
      double two = slope(7 * (image[i] - 1 / 3.0)) + slope(7 * (image[i] - 2 / 3.0));
      assertThat(back[i]).isCloseTo((float) (ones[i] * 7 / 2.0 * two), within(1e-6f));
      double one = slope(7 * (image[i] - 0.5));
      assertThat(bits[i]).isCloseTo((float) (ones[i] * 7 * one), within(1e-6f));
    }
  }

  private static double slope(double x) {
    double sigmoid = 1 / (1 + Math.exp(-x));
    return sigmoid * (1 - sigmoid);
  }
}
