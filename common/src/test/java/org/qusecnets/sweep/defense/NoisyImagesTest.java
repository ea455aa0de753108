package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qusecnets.sweep.defense.InputDropout.Scaling;
import org.qusecnets.sweep.recipe.TrainingAugmentation;
import org.qusecnets.sweep.recipe.TrainingAugmentation.Original;

/** {@link GaussianAugmentation} and {@link InputDropout}, which ask the network for nothing. */
class NoisyImagesTest {
  private static final int SIZE = 20_000;
  private static final LinearNetwork NETWORK = new LinearNetwork(new float[SIZE]);

  static Stream<TrainingAugmentation> augmentations() {
    return Stream.of(
        new GaussianAugmentation(0.1),
        new InputDropout(0.2, Scaling.NONE),
        new InputDropout(0.2, Scaling.INVERSE));
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void imagesChangeByTheirSeedsAlone(TrainingAugmentation augmentation) {
    float[] images = grey(2, 0.5f);
    float[] two = augmentation.augment(NETWORK, images, new int[2], new long[] {1, 2});

    float[] second = augmentation.augment(NETWORK, grey(1, 0.5f), new int[1], new long[] {2});

    assertThat(second).isEqualTo(Arrays.copyOfRange(two, SIZE, 2 * SIZE));
    assertThat(second).isNotEqualTo(Arrays.copyOf(two, SIZE));
    assertThat(images).as("what it was given").containsOnly(0.5f);
    assertThat(augmentation.gradients()).isZero();
    assertThat(NETWORK.gradients).isEmpty();
  }

  /** Tolerances are six standard deviations of a mean and of a standard deviation. */
  @Test
  void noiseIsNormal() {
    float[] noisy = one(new GaussianAugmentation(0.1), 0.5f);

    double mean = mean(noisy);
    double square = 0;
    int beyond = 0;
    for (float value : noisy) {
      square += Math.pow(value - mean, 2);
      beyond += Math.abs(value - 0.5) > 0.2 ? 1 : 0;
    }
    assertThat(mean).isCloseTo(0.5, within(6 * 0.1 / Math.sqrt(SIZE)));
    assertThat(Math.sqrt(square / SIZE)).isCloseTo(0.1, within(6 * 0.1 / Math.sqrt(2.0 * SIZE)));
    assertThat((double) beyond / SIZE)
        .as("two standard deviations")
        .isCloseTo(0.0455, within(9e-3));
  }

  /** Black with noise: half of it is black still. */
  @Test
  void noiseIsClippedToTheRange() {
    float[] noisy = one(new GaussianAugmentation(1), 0);

    int black = 0;
    int white = 0;
    for (float value : noisy) {
      assertThat(value).isBetween(0f, 1f);
      black += value == 0 ? 1 : 0;
      white += value == 1 ? 1 : 0;
    }
    assertThat((double) black / SIZE).isCloseTo(0.5, within(0.022));
    assertThat((double) white / SIZE).isCloseTo(0.1587, within(0.016));
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void valuesAreDroppedAtTheRate(Scaling scaling) {
    float[] left = one(new InputDropout(0.25, scaling), 0.6f);

    float stayed = scaling == Scaling.NONE ? 0.6f : 0.8f;
    int dropped = 0;
    for (float value : left) {
      dropped += value == 0 ? 1 : 0;
      assertThat(value == 0 || Math.abs(value - stayed) < 1e-6).isTrue();
    }
    assertThat((double) dropped / SIZE).isCloseTo(0.25, within(0.019));
    if (scaling == Scaling.INVERSE) {
      assertThat(mean(left)).isCloseTo(0.6, within(0.8 * 0.019));
    }
  }

  @Test
  void noisyImagesComeBesideTheCleanOnesAndDroppedValuesInTheirPlace() {
    assertThat(new GaussianAugmentation(0.1).original()).isEqualTo(Original.KEPT);
    assertThat(new InputDropout(0.2, Scaling.NONE).original()).isEqualTo(Original.REPLACED);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static float[] one(TrainingAugmentation augmentation, float value) {
    return augmentation.augment(NETWORK, grey(1, value), new int[1], new long[] {7});
  }

  private static float[] grey(int images, float value) {
    float[] grey = new float[images * SIZE];
    Arrays.fill(grey, value);
    return grey;
  }
}
