package org.qusecnets.sweep.defense;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabTest {
  @ParameterizedTest
  @CsvSource({
    "255, 255, 255, 255, 128, 128",
    "0, 0, 0, 0, 128, 128",
    "255, 0, 0, 136, 208, 195",
    "0, 255, 0, 224, 42, 211",
    "0, 0, 255, 82, 207, 20"
  })
  void knowsThePrimaries(int red, int green, int blue, int lightness, int a, int b) {
    int[][] lab = Lab.of(new int[][] {{red}, {green}, {blue}});

    assertThat(lab).isDeepEqualTo(new int[][] {{lightness}, {a}, {b}});
  }

  @Test
  void greyIsWithoutColourAndComesBackNearly() {
    for (int level = 0; level <= 255; level++) {
      int[][] lab = Lab.of(new int[][] {{level}, {level}, {level}});
      int[][] back = Lab.toColours(lab);

      assertThat(lab[1]).containsExactly(128);
      assertThat(lab[2]).containsExactly(128);
      for (int[] channel : back) {
        assertThat(channel[0]).isBetween(level - 3, level + 3);
      }
    }
  }
}
