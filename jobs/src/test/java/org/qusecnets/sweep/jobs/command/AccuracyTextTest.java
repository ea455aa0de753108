package org.qusecnets.sweep.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyTextTest {
  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "0.1, 0.1",
    "0.0625, 0.0625",
    "0.031372549019607843, 0.03137",
    "0.00392156862745098, 0.003922",
    "0.333333, 0.333333"
  })
  void numbersThatAreShortAreExactAndOthersHaveFourDigits(double number, String text) {
    assertThat(AccuracyText.plain(number)).isEqualTo(text);
  }
}
