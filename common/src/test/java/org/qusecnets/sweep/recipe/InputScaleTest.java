package org.qusecnets.sweep.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.options.InvalidOption;

/** What a network takes for pixels. */
class InputScaleTest {
  @Test
  void pixelsStayAsTheyAreWhereNothingIsSaid() {
    InputScale scale = InputScale.read(Map.of());

    assertThat(scale.isIdentity()).isTrue();
    assertThat(scale.factor(0)).isEqualTo(1);
    assertThat(scale.offset(0)).isZero();
  }

  /** The mean and standard deviation that torchvision's models are trained with. */
  @Test
  void channelsHaveTheirOwnMeanAndDeviation() {
    InputScale scale =
        InputScale.read(
            Map.of("mean", List.of(0.485, 0.456, 0.406), "std", List.of(0.229, 0.224, 0.225)));

    assertThat(scale.channels()).isEqualTo(3);
    assertThat(scale.factor(1)).isEqualTo(1 / 0.224);
    assertThat(scale.factor(2) * 0.5 + scale.offset(2))
        .isCloseTo((0.5 - 0.406) / 0.225, within(1e-12));
  }

  /** Mean and deviation are on the scale of the network's input, here that of bytes. */
  @Test
  void blackAndWhiteAreWhereTheNetworkHasThem() {
    InputScale scale =
        InputScale.read(Map.of("input", List.of(0, 255), "mean", 127.5, "std", 127.5));

    assertThat(scale.offset(0)).isEqualTo(-1);
    assertThat(scale.factor(0) + scale.offset(0)).isEqualTo(1);
  }

  @Test
  void oneMeanIsThatOfAllChannels() {
    InputScale scale = InputScale.read(Map.of("mean", 0.5, "std", List.of(0.25, 0.5)));

    assertThat(scale.channels()).isEqualTo(2);
    assertThat(scale.offset(0)).isEqualTo(-2);
    assertThat(scale.offset(1)).isEqualTo(-1);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    InputScale scale = InputScale.read(Map.of("input", List.of(-1, 1), "mean", 0.1, "std", 0.3));

    assertThat(InputScale.read(scale.parameters())).isEqualTo(scale);
  }

  @ParameterizedTest
  @CsvSource({
    "input, 0, must be two numbers such as [0, 1]",
    "input, 1;0, 'must be two numbers, the second above the first'",
    "input, 0;1;2, must be two numbers such as [0, 1]",
    "std, 0, must be a number above 0",
    "std, 1;-1, must be a number above 0",
    "mean, NaN, must be a number",
  })
  void whatIsNoScaleIsRefused(String key, String values, String reason) {
    List<Double> numbers = Arrays.stream(values.split(";")).map(Double::valueOf).toList();

    assertThatThrownBy(() -> InputScale.read(Map.of(key, numbers)))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining(key)
        .hasMessageContaining(reason);
  }

  @Test
  void meanAndDeviationOfOtherNumbersOfChannelsAreRefused() {
    assertThatThrownBy(
            () -> InputScale.read(Map.of("mean", List.of(0.1, 0.2, 0.3), "std", List.of(0.1, 0.2))))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("std must be of as many channels as mean, 3");
  }

  @Test
  void wordsAreNoNumbers() {
    assertThatThrownBy(() -> InputScale.read(Map.of("mean", "half")))
        .isInstanceOf(InvalidOption.class)
        .hasMessageContaining("mean must be a number or a list of numbers, was half");
  }
}
