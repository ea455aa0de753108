package org.qusecnets.sweep.attack.squares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qusecnets.sweep.Sha256;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.dataset.ImageShape;

/** The first images of the square attack in L2 and L1, of images of any height and width. */
class LobedSquaresTest {
  private static final float EPSILON = 2;

  private static float[] first(Norm norm, ImageShape shape) {
    float[] clean = new float[shape.size()];
    Arrays.fill(clean, 0.5f);
    float[] images = new float[shape.size()];
    Squares.of(norm, shape, EPSILON).begin(clean, images, 0, new SplittableRandom(3));
    for (int i = 0; i < images.length; i++) {
      images[i] -= clean[i];
    }
    return images;
  }

  @Test
  void ofSquareImagesNothingHasChanged() {
    ByteBuffer values = ByteBuffer.allocate(1 << 20);
    for (int side = 1; side <= 40; side++) {
      for (Norm norm : new Norm[] {Norm.L1, Norm.L2}) {
        for (float value : first(norm, new ImageShape(1 + side % 2, side, side))) {
          values.putFloat(value);
        }
      }
    }

    assertThat(Sha256.of(Arrays.copyOf(values.array(), values.position())))
        .isEqualTo("9ad4cf2bd3d789f90e7e8656460f0d88b220db372a6590c95060835d2740e34c");
  }

  @ParameterizedTest
  @CsvSource({"8, 40", "40, 8", "40, 4", "4, 40", "1, 30", "30, 1", "2, 100", "12, 64"})
  void ofLongImagesTheTilesLieAllOverTheImage(int height, int width) {
    float[] change = first(Norm.L2, new ImageShape(1, height, width));

    double square = 0;
    Integer[] changed = {0, 0, 0, 0, 0};
    for (int i = 0; i < change.length; i++) {
      square += (double) change[i] * change[i];
      int along = height > width ? i / width : i % width;
      changed[5 * along / Math.max(height, width)] += change[i] == 0 ? 0 : 1;
    }
    assertThat(Math.sqrt(square)).isCloseTo(EPSILON, within(1e-3));
    // Of each fifth of the longer side more than a third.
    assertThat(changed).allMatch(count -> 3 * count > change.length / 5);
  }

  @ParameterizedTest
  @EnumSource(names = {"L1", "L2"})
  void tilesOfLongImagesHaveTwoLobes(Norm norm) {
    float[] change = first(norm, new ImageShape(1, 8, 40));

    // Tiles of one pixel would all be of one size.
    // have any sign, but all one size.
    assertThat(
            IntStream.range(0, change.length)
                .mapToLong(i -> Math.round(10_000 * Math.abs(change[i])))
                .filter(size -> size > 0)
                .distinct()
                .count())
        .isGreaterThan(2);
  }
}
