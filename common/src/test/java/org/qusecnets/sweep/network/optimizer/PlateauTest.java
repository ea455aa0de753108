package org.qusecnets.sweep.network.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateauTest {
  @ParameterizedTest
  @CsvSource({
    // Patience, least gain, losses, number of the epoch that is one too many (0: none).
    "1, 0.1, 4 3 2 1, 0",
    "1, 0.1, 4 3 2.71, 3",
    "1, 0.1, 4 3 2.69, 0",
    "2, 0.1, 4 4 4, 3",
    // A gain ends the wait.
    "2, 0.1, 4 4 3 3 3, 5",
    // What counts is the least loss, not the last one.
    "2, 0.1, 4 5 4.1, 3",
    // Small falls add up against the least loss.
    "2, 0.1, 4 3.7 3.5 3.3 3.1, 0",
    "3, 0.1, 4 3.9 3.8 3.7, 4",
    // Nothing falls below 0.
    "2, 0.1, 0 0 0, 3",
    "0, 0.1, 4 4 4 4 4 4, 0"
  })
  void isReachedAfterSoManyEpochsWithoutAGain(
      int patience, double leastGain, String losses, int expected) {
    Plateau plateau = new Plateau(patience, leastGain);

    int reached = 0;
    String[] each = losses.split(" ", -1);
    for (int epoch = 1; epoch <= each.length && reached == 0; epoch++) {
      reached = plateau.isReachedAt(Double.parseDouble(each[epoch - 1])) ? epoch : 0;
    }

    assertThat(reached).isEqualTo(expected);
  }
}
