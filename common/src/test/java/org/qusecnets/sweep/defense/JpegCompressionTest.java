package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.dataset.ImageShape;
import org.qusecnets.sweep.recipe.Applied;

class JpegCompressionTest {
  private static JpegCompression jpeg(int quality) {
    return new JpegCompression(quality, Applied.AT_EVALUATION);
  }

  /**
   * Both have the same tables and halve the rows and columns of colours (4:2:0), so that a right
   * setting gives the same but for the rounding of whichever libjpeg the Java runtime brings. A
   * quality that is off by one differs by more.
   */
  @ParameterizedTest
  @CsvSource({
    "75, grey",
    "50, grey",
    "10, grey",
    "95, grey",
    "75, colour",
    "50, colour",
    "10, colour",
    "95, colour"
  })
  void isPillows(int quality, String kind) {
    float[] differences = GoldenTransforms.differences(jpeg(quality), "jpeg-" + quality, kind);

    assertThat(mean(differences)).isLessThan(0.1);
    for (float difference : differences) {
      assertThat(difference).isLessThan(3.5f);
    }
  }

  @ParameterizedTest
  @CsvSource({"grey", "colour"})
  void qualityOffByOneIsNotPillows(String kind) {
    assertThat(mean(GoldenTransforms.differences(jpeg(76), "jpeg-75", kind))).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @CsvSource({"grey", "colour"})
  void lessQualityLosesMore(String kind) {
    double before = 0;
    for (int quality : new int[] {95, 75, 50, 10}) {
      double loss = mean(GoldenTransforms.differences(jpeg(quality), kind));
      assertThat(loss).isGreaterThan(before);
      before = loss;
    }
  }

  @Test
  void oneGreyStaysAsItIs() {
    ImageShape shape = new ImageShape(1, 9, 13);
    float[] image = new float[shape.size()];
    Arrays.fill(image, 128 / 255f);

    assertThat(jpeg(75).transform(image, shape, 0)).isEqualTo(image);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
