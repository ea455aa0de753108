package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void readsValuesByType() {
    Options options =
        Options.of(Map.of("count", 3.0, "rate", "1e-3", "rounding", "half-even", "seed", 1L << 60));

    assertThat(options.integer("count", 1)).isEqualTo(3);
    assertThat(options.number("rate", 1)).isEqualTo(0.001);
    assertThat(options.choice("rounding", RoundingMode.UP)).isEqualTo(RoundingMode.HALF_EVEN);
    assertThat(options.requiredLong("seed")).isEqualTo(1L << 60);
  }

  private enum Labels {
    TRUE,
    PREDICTED
  }

  /** HOCON makes a boolean of {@code labels = true}. */
  @Test
  void aConstantMayBeNamedTrue() {
    Options options = Options.of(Map.of("labels", true, "quoted", "true", "wrong", false));

    assertThat(options.choice("labels", Labels.PREDICTED)).isEqualTo(Labels.TRUE);
    assertThat(options.choice("quoted", Labels.PREDICTED)).isEqualTo(Labels.TRUE);
    assertThatThrownBy(() -> options.choice("wrong", Labels.TRUE))
        .hasMessage("wrong must be one of true, predicted, was false");
  }

  @Test
  void fallsBackWhereThereIsNoValue() {
    Options options = Options.of(Map.of());

    assertThat(options.integer("count", 7)).isEqualTo(7);
    assertThat(options.number("rate", 0.5)).isEqualTo(0.5);
    assertThat(options.choice("rounding", RoundingMode.UP)).isEqualTo(RoundingMode.UP);
  }

  @Test
  void remembersTheKeysThatWereAskedFor() {
    Options options = Options.of(Map.of("count", 1, "other", 2));
    options.integer("count", 0);
    options.number("rate", 0);

    assertThat(options.known()).containsExactlyInAnyOrder("count", "rate");
  }

  @Test
  void refusesValuesOfAnotherType() {
    Options options =
        Options.of(Map.of("count", 1.5, "rate", "fast", "rounding", "sideways", "flag", true));

    assertThatThrownBy(() -> options.integer("count", 1))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("count must be a whole number, was 1.5");
    assertThatThrownBy(() -> options.number("rate", 1))
        .hasMessage("rate must be a number, was \"fast\"");
    assertThatThrownBy(() -> options.number("flag", 1))
        .hasMessage("flag must be a number, was true");
    assertThatThrownBy(() -> options.choice("rounding", RoundingMode.UP))
        .hasMessage(
            "rounding must be one of up, down, ceiling, floor, half-up, half-down, half-even,"
                + " unnecessary, was \"sideways\"");
  }

  @Test
  void refusesMissingValuesThatMustBeThere() {
    Options options = Options.of(Map.of());

    assertThatThrownBy(() -> options.requiredInteger("levels"))
        .hasMessage("levels must be a whole number, was missing");
    assertThatThrownBy(() -> options.requiredNumber("z"))
        .hasMessage("z must be a number, was missing");
  }

  @Test
  void refusesWholeNumbersThatDoNotFit() {
    Options options = Options.of(Map.of("seed", 9.3e18, "count", 3e9));

    assertThatThrownBy(() -> options.requiredLong("seed"))
        .hasMessage("seed must be a whole number that fits in 64 bits, was 9.3E18");
    assertThatThrownBy(() -> options.integer("count", 1))
        .hasMessage("count must be a whole number, was 3.0E9");
  }
}
