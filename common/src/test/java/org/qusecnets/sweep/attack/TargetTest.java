package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
  /** Two images' logits; those of the second are asked about. */
  private static final float[] LOGITS = {9, 9, 9, 9, 0, 5, -3, 4};

  @ParameterizedTest
  @CsvSource({
    "NONE, 1, -1",
    "NEXT, 1, 2",
    "NEXT, 3, 0",
    "LEAST_LIKELY, 1, 2",
    "LEAST_LIKELY, 2, 0",
    "RUNNER_UP, 1, 3",
    "RUNNER_UP, 0, 1",
    "PLUS_3, 2, 1",
    "CLASS_2, 1, 2",
    "CLASS_2, 2, 2"
  })
  void namesAClass(Target target, int label, int expected) {
    assertThat(target.of(label, LOGITS, 4, 4, 0)).isEqualTo(expected);
  }

  @Test
  void randomTargetsAreAllOtherClasses() {
    Set<Integer> drawn = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      drawn.add(Target.RANDOM.of(2, LOGITS, 4, 4, seed));
      assertThat(Target.RANDOM.of(2, LOGITS, 4, 4, seed))
          .as("the seed's alone")
          .isEqualTo(Target.RANDOM.of(2, new float[8], 0, 4, seed));
    }

    assertThat(drawn).containsExactlyInAnyOrder(0, 1, 3);
  }

  @Test
  void theOthersAreEveryOtherClassOnce() {
    Set<Integer> reached = new HashSet<>();
    Target.others().forEach(target -> reached.add(target.of(4, new float[10], 0, 10, 0)));

    assertThat(reached).containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8, 9);
  }
}
