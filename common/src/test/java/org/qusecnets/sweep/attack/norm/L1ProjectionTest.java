package org.qusecnets.sweep.attack.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class L1ProjectionTest {
  /** A clean image with black and white values, and one to project, of which some are equal. */
  private static float[][] draw(long seed, int length, double spread) {
    Random random = new Random(seed);
    float[] clean = new float[length];
    float[] image = new float[length];
    for (int i = 0; i < length; i++) {
      clean[i] = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextFloat();
      image[i] =
          switch (random.nextInt(4)) {
            case 0 -> clean[i];
            case 1 -> clean[i] + 0.25f;
            default -> clean[i] + (float) (spread * random.nextGaussian());
          };
    }
    return new float[][] {clean, image};
  }

  private static float[] projected(double radius, float[][] drawn) {
    float[] projected = drawn[1].clone();
    L1Projection.project(radius, drawn[0], projected, 0, projected.length);
    return projected;
  }

  private static double square(float[] from, float[] to) {
    return Math.pow(Norm.L2.distance(from, to, 0, to.length), 2);
  }

  /** Not even by rounding, however many values there are. */
  @Property(tries = 200)
  void whatIsProjectedIsWithinTheBallAndTheRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4000) int length,
      @ForAll @DoubleRange(max = 60) double radius) {
    float[][] drawn = draw(seed, length, 0.4);
    float[] projected = projected(radius, drawn);

    assertThat(Norm.L1.distance(drawn[0], projected, 0, length)).isLessThanOrEqualTo(radius);
    for (float value : projected) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(projected(radius, new float[][] {drawn[0], projected})).isEqualTo(projected);
  }

  /** The threshold is looked for in double, by halving alone. */
  @Property(tries = 200)
  void isWhatBisectionFinds(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int length,
      @ForAll @DoubleRange(min = 0.01, max = 5) double radius) {
    float[][] drawn = draw(seed, length, 2);
    double low = 0;
    double high = 100;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double change : reference(drawn, middle)) {
        sum += Math.abs(change);
      }
      low = sum > radius ? middle : low;
      high = sum > radius ? high : middle;
    }
    double[] expected = reference(drawn, high);
    float[] projected = projected(radius, drawn);
    for (int i = 0; i < length; i++) {
      assertThat((double) projected[i]).isCloseTo(drawn[0][i] + expected[i], within(2e-7));
    }
  }

  private static double[] reference(float[][] drawn, double threshold) {
    double[] changes = new double[drawn[0].length];
    for (int i = 0; i < changes.length; i++) {
      double clean = drawn[0][i];
      double change = (double) drawn[1][i] - clean;
      double left = Math.signum(change) * Math.max(0, Math.abs(change) - threshold);
      changes[i] = Math.min(1, Math.max(0, clean + left)) - clean;
    }
    return changes;
  }

  @Property(tries = 200)
  void noPointOfBallAndRangeIsNearer(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 3) double radius) {
    float[][] drawn = draw(seed, 6, 1);
    double distance = square(drawn[1], projected(radius, drawn));
    Random random = new Random(seed);
    float[] other = new float[6];
    for (int attempt = 0; attempt < 50; attempt++) {
      for (int i = 0; i < 6; i++) {
        float near = random.nextBoolean() ? drawn[1][i] : random.nextFloat();
        other[i] = random.nextInt(3) == 0 ? drawn[0][i] : Math.min(1, Math.max(0, near));
      }
      double size = Norm.L1.distance(drawn[0], other, 0, 6);
      for (int i = 0; i < 6 && size > radius; i++) {
        other[i] = (float) (drawn[0][i] + (other[i] - drawn[0][i]) * radius / size);
      }
      assertThat(square(drawn[1], other)).isGreaterThanOrEqualTo(distance - 1e-5);
    }
  }

  /** A sort finds it, too (Duchi et al. 2008, Figure 1). */
  @Property(tries = 200)
  void withoutARangeItIsTheProjectionOntoTheBall(
      @ForAll long seed, @ForAll @DoubleRange(min = 0.01, max = 5) double radius) {
    Random random = new Random(seed);
    float[] change = new float[20];
    double[] sizes = new double[20];
    double all = 0;
    for (int i = 0; i < 20; i++) {
      change[i] = (float) random.nextGaussian();
      sizes[i] = -Math.abs((double) change[i]);
      all -= sizes[i];
    }
    Arrays.sort(sizes);
    double threshold = 0;
    double sum = 0;
    for (int i = 0; i < 20 && all > radius; i++) {
      sum -= sizes[i];
      double candidate = (sum - radius) / (i + 1);
      threshold = -sizes[i] > candidate ? candidate : threshold;
    }
    float[] shortened = change.clone();
    L1Projection.shorten(radius, shortened, 0, 20);
    for (int i = 0; i < 20; i++) {
      double left = Math.max(0, Math.abs(change[i]) - threshold);
      // Rounded towards 0 by less than a float32 step, and short of the radius by the slack.
      assertThat((double) shortened[i])
          .isCloseTo(Math.signum(change[i]) * left, within(Math.ulp((float) left) + 1e-8));
    }
  }

  @Test
  void whatIsAtTheBorderLeavesTheBallToTheOthers() {
    float[] image = {5, 2, 0.6f};
    L1Projection.project(0.6, new float[] {0.9f, 0, 0.5f}, image, 0, 3);
    assertThat(image).containsExactly(new float[] {1, 0.5f, 0.5f}, within(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE})
  void valuesBeyondAnyRangeShareTheBall(float value) {
    float[] clean = {0.5f, 0.5f, 0.5f};
    float[] image = {value, value, 0.6f};
    L1Projection.project(0.4, clean, image, 0, 3);
    float side = Math.copySign(0.2f, value);
    assertThat(image).containsExactly(new float[] {0.5f + side, 0.5f + side, 0.5f}, within(1e-6f));
  }

  @Test
  void aBallOfNothingLeavesTheCleanImage() {
    float[] clean = {0.1f, 0.7f, 1};
    float[] image = {0.3f, Float.NaN, -4};
    L1Projection.project(0, clean, image, 0, 3);
    assertThat(image).isEqualTo(clean);
  }
}
