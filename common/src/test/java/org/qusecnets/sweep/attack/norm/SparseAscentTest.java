package org.qusecnets.sweep.attack.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparseAscentTest {
  private static final float[] GRADIENT = {0.1f, -4, 3, 2, -2, 0, 0, 0, 0, 0};

  @ParameterizedTest
  @CsvSource({"0.01, 1", "0.1, 1", "0.2, 2", "0.25, 4", "0.4, 4", "0.5, 5", "1, 5"})
  void aStepIsSharedByTheLargestValuesThatAreNotZero(float share, int taken) {
    float[] image = new float[12];
    SparseAscent.add(6, share, GRADIENT, 0, 10, image, 2);

    float[] moved = Arrays.copyOfRange(image, 2, 12);
    assertThat(Norm.L1.distance(new float[10], moved, 0, 10)).isCloseTo(6, within(1e-5));
    assertThat(Norm.L0.distance(new float[10], moved, 0, 10)).isEqualTo(taken / 10.0);
    assertThat(moved[1]).isEqualTo(-6f / taken);
    assertThat(image[0] + image[1]).isZero();
  }

  @Test
  void whatWouldLeaveTheRangeTakesNoPart() {
    float[] image = {0.5f, 0, 1, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    new SparseAscent(0.2).ascend(0.2, GRADIENT, 0, 10, image, 0);
    assertThat(image)
        .containsExactly(
            new float[] {0.5f, 0, 1, 0.6f, 0.4f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f}, within(1e-6f));
  }

  @Test
  void gradientsThatAreNoNumbersLeadNowhere() {
    float[] image = new float[3];
    SparseAscent.add(1, 1, new float[] {Float.NaN, 0, Float.NaN}, 0, 3, image, 0);
    assertThat(image).containsOnly(0);

    SparseAscent.add(1, 0.5f, new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 1}, 0, 3, image, 0);
    assertThat(image).containsExactly(0, -0.5f, 0.5f);
  }
}
