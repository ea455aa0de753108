package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class NonLocalMeansTest {
  private static NonLocalMeans means(int search, int patch, double strength) {
    return new NonLocalMeans(search, patch, strength, Applied.AT_EVALUATION);
  }

  @Test
  void weighsWhatIsAroundByItsLikeness() {
    // Each sees itself once and, mirrored, the other twice, with the weight exp(-10^2 / 10^2).
    assertThat(greyLevels(means(3, 1, 10), new ImageShape(1, 1, 2), 100, 110))
        .containsExactly(104, 106);
  }

  @Test
  void comparesTheMeanOverThePatch() {
    // Around the peak patches are 0 90 0, to its sides 0 0 90 and 90 0 0: two thirds of the squares
    // are 90^2, so that the sides' weights are exp(-2/3) and the mean is 90 / (1 + 2 exp(-2/3)).
    assertThat(greyLevels(means(3, 3, 90), new ImageShape(1, 1, 5), 0, 0, 90, 0, 0)[2])
        .isEqualTo(44);
  }

  @Test
  void leavesEdgesOfHighContrastAlone() {
    int[] checkerboard = new int[64];
    for (int i = 0; i < 64; i++) {
      checkerboard[i] = (i + i / 8) % 2 == 0 ? 255 : 0;
    }

    assertThat(greyLevels(means(13, 3, 4), new ImageShape(1, 8, 8), checkerboard))
        .isEqualTo(checkerboard);
  }

  @Property
  void leavesImagesOfOneGreyAlone(@ForAll @IntRange(max = 255) int level) {
    int[] levels = new int[64];
    Arrays.fill(levels, level);

    assertThat(greyLevels(means(7, 3, 4), new ImageShape(1, 8, 8), levels)).isEqualTo(levels);
  }

  @ParameterizedTest
  @CsvSource({"13, 3, 2", "13, 3, 4", "7, 5, 10"})
  void isOpencvsToTheBitInGrey(int search, int patch, int strength) {
    assertThat(differences(search, patch, strength, "grey"))
        .allSatisfy(difference -> assertThat(difference).isLessThan(0.01f));
  }

  /** OpenCV takes Lab from tables of whole numbers. */
  @ParameterizedTest
  @CsvSource({"13, 3, 2", "13, 3, 4", "7, 5, 10"})
  void isNearlyOpencvsInColour(int search, int patch, int strength) {
    List<Float> differences = differences(search, patch, strength, "colour");

    assertThat(differences).allSatisfy(d -> assertThat(d).isLessThan(5.5f));
    assertThat(differences.stream().mapToDouble(d -> d).average().orElseThrow()).isLessThan(0.2);
  }

  private static List<Float> differences(int search, int patch, int strength, String kind) {
    String library = "means-%d-%d-%d".formatted(search, patch, strength);
    float[] differences =
        GoldenTransforms.differences(means(search, patch, strength), library, kind);
    Float[] boxed = new Float[differences.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = differences[i];
    }
    return List.of(boxed);
  }

  private static int[] greyLevels(NonLocalMeans means, ImageShape shape, int... levels) {
    float[] image = GreyLevels.image(new int[][] {levels});
    return GreyLevels.of(means.transform(image, shape, 0), shape)[0];
  }
}
