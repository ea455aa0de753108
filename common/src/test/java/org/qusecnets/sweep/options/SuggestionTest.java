package org.qusecnets.sweep.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("training", "levels", "z");

  @ParameterizedTest
  @CsvSource({"traning,training", "trainign,training", "level,levels", "Z,z"})
  void suggestsTheNearestWord(String word, String meant) {
    assertThat(Suggestion.of(word, KNOWN)).isEqualTo("; did you mean " + meant + "?");
  }

  @Test
  void listsAllWordsWhereNoneIsNear() {
    assertThat(Suggestion.of("banana", KNOWN)).isEqualTo("; known are levels, training, z");
  }

  @ParameterizedTest
  @CsvSource({"'',abc,3", "abc,abc,0", "abc,acb,1", "kitten,sitting,3", "ab,ba,1", "abc,ab,1"})
  void countsEdits(String from, String to, int distance) {
    assertThat(Suggestion.distance(from, to)).isEqualTo(distance);
    assertThat(Suggestion.distance(to, from)).isEqualTo(distance);
  }
}
