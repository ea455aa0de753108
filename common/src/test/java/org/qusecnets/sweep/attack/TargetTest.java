package org.qusecnets.sweep.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  /** Two images' logits; those of the second are asked about. */
  private static final float[] LOGITS = {9, 9, 9, 9, 0, 5, -3, 4};

  @ParameterizedTest
  @CsvSource({
    "none, 1, -1",
    "next, 1, 2",
    "next, 3, 0",
    "least-likely, 1, 2",
    "least-likely, 2, 0",
    "runner-up, 1, 3",
    "runner-up, 0, 1",
    "plus-3, 2, 1",
    "class-2, 1, 2",
    "class-2, 2, 2"
  })
  void namesAClass(String word, int label, int expected) {
    Target target = Target.parse(word).orElseThrow();

    assertThat(target.word()).isEqualTo(word);
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
    Target.others(10).forEach(target -> reached.add(target.of(4, new float[10], 0, 10, 0)));

    assertThat(reached).containsExactlyInAnyOrder(0, 1, 2, 3, 5, 6, 7, 8, 9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plus-1", "plus-0", "plus-02", "class--1", "class-x", "NEXT", "all", ""})
  void otherWordsAreNone(String word) {
    assertThat(Target.parse(word)).isEmpty();
  }

  @Test
  void ofFortyThreeClassesFortyTwoAreOthers() {
    assertThat(Target.others(43))
        .hasSize(42)
        .allMatch(target -> target.isWithin(43))
        .extracting(target -> target.of(7, new float[43], 0, 43, 0))
        .doesNotHaveDuplicates()
        .doesNotContain(7);
    assertThat(Target.parse("class-43").orElseThrow().isWithin(43)).isFalse();
  }
}
