package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class MedianFilterTest {
  private static final ImageShape SQUARE = new ImageShape(1, 3, 3);
  private static final float[] ONE_TO_NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  private static MedianFilter filter(int size) {
    return new MedianFilter(size, Applied.AT_EVALUATION);
  }

  @Test
  void evenWindowReachesUpAndLeftAndTakesTheGreaterMiddle() {
    assertThat(filter(2).transform(ONE_TO_NINE, SQUARE, 0))
        .containsExactly(1, 2, 3, 4, 4, 5, 7, 7, 8);
  }

  @Test
  void oddWindowIsCentredAndMirroredAtTheBorder() {
    assertThat(filter(3).transform(ONE_TO_NINE, SQUARE, 0))
        .containsExactly(2, 3, 3, 4, 5, 6, 7, 7, 8);
  }

  @Test
  void gradientGoesToTheSelectedPixel() {
    float[] gradient = {1, 10, 100, 1000, 0, 0, 0, 0, 1e4f};

    assertThat(filter(3).backward(ONE_TO_NINE, SQUARE, gradient, 0))
        .containsExactly(0, 1, 110, 1000, 0, 0, 0, 1e4f, 0);
  }

  @Test
  void ofEqualPixelsTheFirstOfTheWindowGetsTheGradient() {
    ImageShape shape = new ImageShape(1, 2, 2);

    assertThat(filter(2).backward(new float[4], shape, new float[] {1, 10, 100, 1000}, 0))
        .containsExactly(1111, 0, 0, 0);
    assertThat(filter(3).backward(new float[4], shape, new float[] {0, 0, 0, 1}, 0))
        .containsExactly(1, 0, 0, 0);
  }

  @Test
  void channelsAreFilteredByThemselves() {
    ImageShape shape = new ImageShape(2, 1, 2);

    assertThat(filter(3).transform(new float[] {0.1f, 0.2f, 0.8f, 0.9f}, shape, 0))
        .containsExactly(0.1f, 0.2f, 0.8f, 0.9f);
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "4", "5", "6", "7"})
  void isScipysToTheBit(int size) {
    for (String kind : List.of("grey", "colour")) {
      float[] expected = GoldenTransforms.array("median-" + size + "-" + kind);
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= 255;
      }

      assertThat(GoldenTransforms.transformed(filter(size), kind)).isEqualTo(expected);
    }
  }

  @Property(tries = 500)
  void gradientIsTheDerivative(@ForAll @IntRange(min = 2, max = 7) int size, @ForAll long seed) {
    Random random = new Random(seed);
    ImageShape shape = TestImages.shape(random);
    float[] image = distinct(shape, random);
    float[] direction = TestImages.image(shape, random);
    float[] gradient = TestImages.gradient(shape, random);
    float[] moved = image.clone();
    for (int i = 0; i < moved.length; i++) {
      // Few binary places, so that the sums are exact.
      direction[i] = Math.round(direction[i] * 64) / 64f;
      moved[i] += direction[i] / 4;
    }

    float[] before = filter(size).transform(image, shape, 0);
    float[] after = filter(size).transform(moved, shape, 0);
    double change =
        4 * (TestImages.product(after, gradient) - TestImages.product(before, gradient));

    assertThat(TestImages.product(filter(size).backward(image, shape, gradient, 0), direction))
        .isCloseTo(change, within(1e-3));
  }

  /** Whole numbers, no two alike: less than a half of a step keeps their order. */
  private static float[] distinct(ImageShape shape, Random random) {
    List<Integer> values = new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
    Collections.shuffle(values, random);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = values.get(i);
    }
    return image;
  }
}
