package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReadingTest {
  private record Box(int levels, double z, int depth) {
    Box {
      if (levels < 2) {
        throw new InvalidOption("levels", "must be at least 2", levels);
      }
      if (z <= 0) {
        throw new InvalidOption("z", "must be above 0", z);
      }
    }

    static Box read(Options options) {
      return new Box(
          options.requiredInteger("levels"), options.number("z", 5), options.integer("depth", 1));
    }
  }

  @Test
  void givesTheValueWhereNothingIsWrong() {
    Reading<Box> reading = Reading.of(Map.of("levels", 4), Set.of(), Box::read);

    assertThat(reading.value()).contains(new Box(4, 5, 1));
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.known()).containsExactlyInAnyOrder("levels", "z", "depth");
    assertThat(reading.isComplete()).isTrue();
  }

  @Test
  void findsEveryProblem() {
    Reading<Box> reading =
        Reading.of(Map.of("levels", 1, "z", -1, "depth", "x"), Set.of(), Box::read);

    assertThat(reading.value()).isEmpty();
    assertThat(reading.problems())
        .extracting(InvalidOption::getMessage)
        .containsExactlyInAnyOrder(
            "levels must be at least 2, was 1",
            "z must be above 0, was -1.0",
            "depth must be a whole number, was \"x\"");
  }

  @Test
  void knowsEveryKeyEvenIfTheFirstIsMissing() {
    Reading<Box> reading = Reading.of(Map.of(), Set.of(), Box::read);

    assertThat(reading.known()).containsExactlyInAnyOrder("levels", "z", "depth");
    assertThat(reading.problems()).extracting(InvalidOption::key).containsExactly("levels");
  }

  @Test
  void doesNotComplainAboutSpoiltKeysButGivesNoValue() {
    Reading<Box> reading = Reading.of(Map.of("z", 3), Set.of("levels"), Box::read);

    assertThat(reading.problems()).isEmpty();
    assertThat(reading.value()).isEmpty();
  }

  @Test
  void stopsAtAProblemThatExcusingDoesNotMend() {
    Reading<Box> reading =
        Reading.of(
            Map.of(),
            Set.of(),
            options -> {
              throw new InvalidOption("levels", "must be even", options.integer("levels", 1));
            });

    assertThat(reading.problems())
        .extracting(InvalidOption::getMessage)
        .containsExactly("levels must be even, was 1");
    assertThat(reading.isComplete()).isFalse();
  }
}
