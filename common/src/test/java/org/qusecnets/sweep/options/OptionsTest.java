package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private enum Labels {
    TRUE,
    PREDICTED
  }

  private record Sample(
      @Option(says = "Count.", otherwise = "7") int count,
      @Option(says = "Rate.", otherwise = "0.5") double rate,
      @Option(says = "Rounding.", otherwise = "up") RoundingMode rounding,
      @Option(says = "Seed.", otherwise = "1") long seed,
      @Option(says = "Labels.", otherwise = "predicted") Labels labels,
      @Option(says = "Note.", optional = true) String note)
      implements Declared {}

  private static final Declaration<Sample> SAMPLE = Declaration.of(Sample.class);

  private static Sample read(String key, Object value) {
    return SAMPLE.read(Options.of(Map.of(key, value)));
  }

  @Test
  void readsValuesByType() {
    Map<String, Object> given = new HashMap<>();
    given.put("count", 3.0);
    given.put("rate", "1e-3");
    given.put("rounding", "half-even");
    given.put("seed", 1L << 60);
    given.put("note", "some");

    assertThat(SAMPLE.read(Options.of(given)))
        .isEqualTo(
            new Sample(3, 0.001, RoundingMode.HALF_EVEN, 1L << 60, Labels.PREDICTED, "some"));
  }

  /** HOCON makes a boolean of {@code labels = true}. */
  @Test
  void aConstantMayBeNamedTrue() {
    assertThat(read("labels", true).labels()).isEqualTo(Labels.TRUE);
    assertThat(read("labels", "true").labels()).isEqualTo(Labels.TRUE);
    assertThatThrownBy(() -> read("labels", false))
        .hasMessage("labels must be one of true, predicted, was false");
  }

  @Test
  void fallsBackWhereThereIsNoValue() {
    assertThat(SAMPLE.defaults())
        .isEqualTo(new Sample(7, 0.5, RoundingMode.UP, 1, Labels.PREDICTED, null));
    assertThat(SAMPLE.defaults().parameters()).doesNotContainKey("note");
  }

  @Test
  void refusesValuesOfAnotherType() {
    assertThatThrownBy(() -> read("count", 1.5))
        .isInstanceOf(InvalidOption.class)
        .hasMessage("count must be a whole number, was 1.5");
    assertThatThrownBy(() -> read("rate", "fast"))
        .hasMessage("rate must be a number, was \"fast\"");
    assertThatThrownBy(() -> read("rate", true)).hasMessage("rate must be a number, was true");
    assertThatThrownBy(() -> read("note", " ")).hasMessage("note must be text, was \" \"");
    assertThatThrownBy(() -> read("rounding", "sideways"))
        .hasMessage(
            "rounding must be one of up, down, ceiling, floor, half-up, half-down, half-even,"
                + " unnecessary, was \"sideways\"");
  }

  @Test
  void refusesWholeNumbersThatDoNotFit() {
    assertThatThrownBy(() -> read("seed", 9.3e18))
        .hasMessage("seed must be a whole number that fits in 64 bits, was 9.3E18");
    assertThatThrownBy(() -> read("count", 3e9))
        .hasMessage("count must be a whole number, was 3.0E9");
  }
}
