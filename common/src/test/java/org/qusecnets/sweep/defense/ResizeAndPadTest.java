package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class ResizeAndPadTest {
  private static final int DRAWS = 40_000;

  private static ResizeAndPad transform(double smallestShare, double padding) {
    return new ResizeAndPad(smallestShare, padding, Applied.AT_EVALUATION);
  }

  @Test
  void putsASmallerCopyIntoAFrame() {
    ImageShape shape = new ImageShape(2, 2, 2);
    float[] image = {0, 0.25f, 0.5f, 1, 1, 1, 0, 0};

    assertThat(transform(0.5, 0.75).placed(image, shape, new FramedCopy(1, 1, 1, 0)))
        .containsExactly(0.75f, 0.75f, 0.4375f, 0.75f, 0.75f, 0.75f, 0.5f, 0.75f);
  }

  @Test
  void interpolatesBetweenCentresOfPixels() {
    ImageShape shape = new ImageShape(1, 1, 4);

    assertThat(
            transform(0.5, 0)
                .placed(new float[] {0, 0.3f, 0.6f, 0.9f}, shape, new FramedCopy(1, 3, 0, 1)))
        .containsExactly(new float[] {0, 0.05f, 0.45f, 0.85f}, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({"26, 26", "21, 17"})
  void resizesAsOpencv(int rows, int columns) {
    ImageShape shape = GoldenTransforms.shape("grey");
    float[] images = GoldenTransforms.images("grey");
    float[] expected = GoldenTransforms.array("resized-" + rows + "-" + columns);
    int size = rows * columns;
    for (int i = 0; i < images.length / shape.size(); i++) {
      float[] image = Arrays.copyOfRange(images, i * shape.size(), (i + 1) * shape.size());
      float[] frame = transform(0.5, 1).placed(image, shape, new FramedCopy(rows, columns, 2, 1));
      for (int row = 0; row < rows; row++) {
        int start = (row + 2) * shape.width();
        assertThat(Arrays.copyOfRange(frame, start + 1, start + 1 + columns))
            .containsExactly(
                Arrays.copyOfRange(
                    expected, i * size + row * columns, i * size + (row + 1) * columns),
                within(1e-5f));
        assertThat(frame[start]).isEqualTo(1);
      }
    }
  }

  @Property(tries = 500)
  void gradientIsTheTransposedMap(
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double share,
      @ForAll @DoubleRange(min = 0, max = 1) double padding,
      @ForAll long seed) {
    Random random = new Random(seed);
    ImageShape shape = TestImages.shape(random);
    ResizeAndPad transform = transform(share, padding);
    float[] image = TestImages.image(shape, random);
    float[] gradient = TestImages.gradient(shape, random);

    double mapped =
        TestImages.product(transform.transform(image, shape, seed), gradient)
            - TestImages.product(
                transform.transform(new float[image.length], shape, seed), gradient);

    assertThat(TestImages.product(image, transform.backward(image, shape, gradient, seed)))
        .isCloseTo(mapped, within(1e-4));
  }

  @Property(tries = 500)
  void leavesNoPixelOut(
      @ForAll @DoubleRange(min = 0.5, max = 0.99) double share,
      @ForAll @IntRange(min = 2, max = 33) int side,
      @ForAll long seed) {
    ImageShape shape = new ImageShape(1, side, side);
    float[] ones = new float[shape.size()];
    Arrays.fill(ones, 1);

    for (float weight : transform(share, 0).backward(ones, shape, ones, seed)) {
      assertThat(weight).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.9, 28, 26, 27", "0.9, 32, 29, 31", "0.75, 28, 21, 27", "0.999, 28, 27, 27"})
  void drawsSizesUniformlyUpToOneLessThanTheImage(
      double share, int side, int smallest, int largest) {
    assertUniform(counts(share, side, FramedCopy::height), smallest, largest);
  }

  @ParameterizedTest
  @CsvSource({"0.9, 26", "0.9, 27", "0.75, 22"})
  void drawsPlacesUniformly(double share, int height) {
    ToIntFunction<FramedCopy> top = copy -> copy.height() == height ? copy.top() : -1;
    ToIntFunction<FramedCopy> left = copy -> copy.height() == height ? copy.left() : -1;

    assertUniform(counts(share, 28, top), 0, 28 - height);
    assertUniform(counts(share, 28, left), 0, 28 - height);
  }

  @Test
  void widthFollowsTheHeight() {
    ImageShape shape = new ImageShape(1, 20, 10);

    assertThat(IntStream.range(0, 200).mapToObj(seed -> FramedCopy.draw(shape, 0.5, seed)))
        .allSatisfy(
            copy -> {
              assertThat(copy.width()).isEqualTo(copy.height() / 2);
              assertThat(copy.top() + copy.height()).isLessThanOrEqualTo(20);
              assertThat(copy.left() + copy.width()).isLessThanOrEqualTo(10);
            });
  }

  private static Map<Integer, Long> counts(
      double share, int side, ToIntFunction<FramedCopy> number) {
    ImageShape shape = new ImageShape(1, side, side);
    return LongStream.range(0, DRAWS)
        .mapToObj(seed -> FramedCopy.draw(shape, share, seed))
        .map(number::applyAsInt)
        .filter(n -> n >= 0)
        .collect(Collectors.groupingBy(n -> n, Collectors.counting()));
  }

  /** Each number is as frequent as the others, within five standard deviations. */
  private static void assertUniform(Map<Integer, Long> counts, int smallest, int largest) {
    assertThat(counts.keySet())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(smallest, largest).boxed().toList());
    double expected =
        (double) counts.values().stream().mapToLong(n -> n).sum() / (largest - smallest + 1);
    for (long count : counts.values()) {
      assertThat((double) count).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }
}
