package org.qusecnets.sweep.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qusecnets.sweep.dataset.ImageSet;

class NoiseInjectionTest {
  private static final int MANY = 1300;
  private static final NoiseInjection.NoiseSeeds SEEDS = (image, draw) -> 31L * image + draw;

  /** From black to white, most of them near the middle. */
  private static final ImageSet IMAGES =
      MeanBrightness.images(
          IntStream.range(0, MANY).map(i -> i % 10 < 4 ? 40 * (i % 7) : 118 + i % 20).toArray());

  private static int[] all() {
    return IntStream.range(0, MANY).toArray();
  }

  @Test
  void countsEachImagesCorrectDraws() {
    ImageSet images = MeanBrightness.images(0, 127, 128, 255);
    NoiseMeasurement measurement =
        new NoiseInjection(images, new int[] {0, 1, 2, 3})
            .measure(new MeanBrightness(), Noise.UNIFORM, 0.5, 40, SEEDS);

    assertThat(measurement.strength()).isEqualTo(0.5);
    assertThat(measurement.draws()).isEqualTo(40);
    assertThat(measurement.correctDraws()[0]).as("black stays below the middle").isEqualTo(40);
    assertThat(measurement.correctDraws()[1]).as("next to the middle").isBetween(8, 32);
    assertThat(measurement.correctDraws()[2]).as("next to the middle").isBetween(8, 32);
    assertThat(measurement.correctDraws()[3]).as("white stays above the middle").isEqualTo(40);
  }

  @Test
  void cleanImagesAreThoseWithoutStrength() {
    NoiseMeasurement clean =
        new NoiseInjection(IMAGES, all()).measure(new MeanBrightness(), Noise.UNIFORM, 0, 1, SEEDS);

    assertThat(clean.accuracy()).isEqualTo(1);
    assertThat(clean.rmsChange()).isZero();
  }

  @Test
  void measuresTheRootMeanSquareAfterClipping() {
    ImageSet grey = MeanBrightness.images(new int[500]);
    NoiseMeasurement black =
        new NoiseInjection(grey, IntStream.range(0, 500).toArray())
            .measure(new MeanBrightness(), Noise.UNIFORM, 0.6, 4, SEEDS);

    assertThat(black.rmsChange())
        .as("half of the changes of black values are clipped")
        .isCloseTo(0.6 / Math.sqrt(6), within(0.003));
  }

  @Test
  void anImagesNoiseDoesNotDependOnTheOthers() {
    NoiseMeasurement together = measure(all());
    for (int part = 0; part < 3; part++) {
      int from = part * 450;
      int[] numbers = IntStream.range(from, Math.min(MANY, from + 450)).toArray();
      assertThat(measure(numbers).correctDraws())
          .containsExactly(Arrays.stream(numbers).map(i -> together.correctDraws()[i]).toArray());
    }
    assertThat(together.accuracy()).isBetween(0.6, 0.95);
  }

  private static NoiseMeasurement measure(int[] numbers) {
    return new NoiseInjection(IMAGES, numbers)
        .measure(new MeanBrightness(), Noise.GAUSSIAN, 0.4, 3, SEEDS);
  }
}
