package org.qusecnets.sweep.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.claim.CellRows.cell;
import static org.qusecnets.sweep.claim.CellRows.defended;

import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;

/**
 * Numbers and their verdicts on cells that are worked out by hand. Of 100 images the Wilson
 * intervals are: 54 correct, 44.26 to 63.44; 88 correct, 80.19 to 93.00.
 */
class ClaimedNumbersTest {
  private static final Offset<Double> CLOSE = within(1e-4);

  @TempDir Path folder;

  private ClaimRow judge(String claim, CellRow... cells) {
    return Judged.of(folder, claim, List.of(cells));
  }

  /** 9876 of 10,000 are 98.76, from 98.5236 to 98.9589. */
  @ParameterizedTest
  @CsvSource({
    "98.6, 0, 0, 10, reproduced",
    "98.4, 0, 0, 10, partly",
    "98.4, 100, 0, 10, reproduced",
    "98.4, 0, 1, 10, reproduced",
    "97, 0, 2, 10, reproduced",
    "96.7, 0, 2, 10, partly",
    "88, 0, 2, 10, not",
    "88, 0, 2, 11, partly",
    "88, 0, 11, 11, reproduced",
  })
  void aValueIsReproducedIfIntervalsOverlapOrItIsWithinTheTolerance(
      double paper, int paperImages, double tolerance, double near, String verdict) {
    ClaimRow row =
        judge(
            "compare = value, of = { attack = fgsm }, paper = %s, paper-images = %d, tolerance = %s, near = %s"
                .formatted(paper, paperImages, tolerance, near),
            cell("images", 10_000L, "adversarialCorrect", 9876L));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.ours().value()).isCloseTo(98.76, CLOSE);
    assertThat(row.ours().low()).isCloseTo(98.5236, CLOSE);
    assertThat(row.ours().high()).isCloseTo(98.9589, CLOSE);
  }

  @Test
  void aValueIsTheMeanOverSeedsWithTheirOutermostBounds() {
    ClaimRow row =
        judge(
            "compare = value, of = { epsilon = 0.3 }, paper = [70, 72], note = \"Other weights.\"",
            defended("none", 0, 0.3, 1, 88),
            defended("none", 0, 0.3, 2, 54),
            defended("none", 0, 0.2, 2, 100));

    assertThat(row.ours().value()).isEqualTo(71);
    assertThat(row.ours().low()).isCloseTo(44.2649, CLOSE);
    assertThat(row.ours().high()).isCloseTo(93.0006, CLOSE);
    assertThat(List.of(row.cells(), row.models(), row.seeds())).containsExactly(2, 2, 2);
    assertThat(row.images()).isEqualTo(100);
    assertThat(row.paperLow()).isEqualTo(70);
    assertThat(row.paperHigh()).isEqualTo(72);
    assertThat(row.paperImages()).isNull();
    assertThat(row.note()).isEqualTo("Other weights.");
    assertThat(row.measured()).isEqualTo("accuracy in %: epsilon 0.3; 2 seeds");
    assertThat(row.cellIds()).isEqualTo("[\"none null 1 fgsm 0.3\",\"none null 2 fgsm 0.3\"]");
    assertThat(row.because())
        .isEqualTo(
            "71 (44.26 to 93) beside the paper's 70 to 72: the intervals overlap, the numbers are 0"
                + " points apart");
  }

  @Test
  void cellsOfASeedArePooledWithTheIntervalOfOneCell() {
    ClaimRow row =
        judge(
            "compare = value, of = { epsilon = [0.2, 0.3] }, paper = 50",
            defended("none", 0, 0.2, 1, 80),
            defended("none", 0, 0.3, 1, 28));

    assertThat(row.ours().value()).isEqualTo(54);
    assertThat(row.ours().low()).isCloseTo(44.2649, CLOSE);
    assertThat(row.ours().high()).isCloseTo(63.4392, CLOSE);
  }

  @Test
  void cleanAccuracyCountsAModelOnce() {
    ClaimRow row =
        judge(
            "compare = value, of = { defense = none }, measure = clean-accuracy, paper = 54",
            cell("epsilon", 0.1, "cleanCorrect", 54L),
            cell("epsilon", 0.2, "cleanCorrect", 54L),
            cell("epsilon", 0.1, "seed", 2L, "cleanCorrect", 88L));

    assertThat(row.ours().value()).isEqualTo(71);
    assertThat(row.cells()).isEqualTo(3);
    assertThat(row.measured()).startsWith("clean accuracy in %: none");
  }

  @Test
  void anAttackFailsOnAttackedImagesWithoutSuccess() {
    ClaimRow row =
        judge(
            "compare = value, of = { target = next }, measure = attack-failure, paper = 54",
            cell("target", "next", "images", 150L, "attacked", 100L, "successes", 46L));

    assertThat(row.ours().value()).isEqualTo(54);
    assertThat(row.ours().low()).isCloseTo(44.2649, CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"94, reproduced", "93, partly", "88, partly", "87.9, not"})
  void atMostNeedsTheWholeIntervalBelowTheLimit(double limit, String verdict) {
    ClaimRow row =
        judge(
            "compare = at-most, of = { attack = fgsm }, limit = " + limit,
            defended("none", 0, 0.3, 1, 88));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.ours().value()).isEqualTo(88);
    assertThat(row.paperLow()).isNull();
  }
}
