package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private final InvalidOption levels = new InvalidOption("levels", "must be even", 3);
  private final InvalidOption depth = new InvalidOption("depth", "must be odd", 2);

  @Test
  void collectsTheProblemsOfBothParts() {
    Reading<Integer> both =
        Reading.<Integer>wrong(List.of(levels))
            .and(Reading.<Integer>wrong(List.of(depth)), Integer::sum);

    assertThat(both.value()).isEmpty();
    assertThat(both.problems()).containsExactly(levels, depth);
    assertThat(both.isComplete()).isTrue();
  }

  @Test
  void makesTheWholeOfRightPartsUnlessTheyDoNotGoTogether() {
    Reading<Integer> one = Reading.right(1);

    assertThat(one.and(Reading.right(2), Integer::sum).value()).contains(3);
    assertThat(
            one.and(
                    Reading.right(2),
                    (first, second) -> {
                      throw levels;
                    })
                .problems())
        .containsExactly(levels);
  }

  @Test
  void isIncompleteWhereAPartIs() {
    assertThat(Reading.right(1).and(Reading.<Integer>unknown(), Integer::sum).isComplete())
        .isFalse();
  }

  @Test
  void doesNotRepeatWhatIsKnownToBeWrong() {
    Options options = Options.of(Map.of(), Set.of("levels"));
    Reading<Integer> wrong = Reading.wrong(List.of(levels, depth));

    assertThat(wrong.unlessSpoilt(options, Set.of("levels")).problems()).containsExactly(depth);
    assertThat(Reading.right(1).unlessSpoilt(options, Set.of("levels")).value()).isEmpty();
    assertThat(Reading.right(1).unlessSpoilt(options, Set.of("depth")).value()).contains(1);
  }

  @Test
  void readsSingleNumbers() {
    assertThat(Reading.number("epsilon", "1e-3").value()).contains(0.001);
    assertThat(Reading.number("epsilon", "8/255").value()).contains(8.0 / 255);
    assertThat(Reading.number("epsilon", "1e-1 / 4").value()).contains(0.025);
    assertThatThrownBy(() -> Reading.number("epsilon", "8/0").orThrow())
        .hasMessage("epsilon must be a number, was \"8/0\"");
    assertThatThrownBy(() -> Reading.number("epsilon", "1/2/3").orThrow())
        .hasMessage("epsilon must be a number, was \"1/2/3\"");
    assertThat(Reading.wholeNumber("seed", 1L << 60).value()).contains(1L << 60);
    assertThatThrownBy(() -> Reading.number("epsilon", null).orThrow())
        .hasMessage("epsilon must be a number, was missing");
    assertThatThrownBy(() -> Reading.wholeNumber("seed", 9.3e18).orThrow())
        .hasMessage("seed must be a whole number that fits in 64 bits, was 9.3E18");
  }
}
