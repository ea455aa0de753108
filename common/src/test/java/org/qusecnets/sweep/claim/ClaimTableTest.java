package org.qusecnets.sweep.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qusecnets.sweep.claim.Rows.cell;
import static org.qusecnets.sweep.claim.Rows.defended;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Every comparison and verdict on cells whose numbers are worked out by hand. Of 100 images the
 * Wilson intervals are: 54 correct, 44.26 to 63.44; 88 correct, 80.19 to 93.00.
 */
class ClaimTableTest {
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
    assertThat(row.value()).isCloseTo(98.76, CLOSE);
    assertThat(row.valueLow()).isCloseTo(98.5236, CLOSE);
    assertThat(row.valueHigh()).isCloseTo(98.9589, CLOSE);
  }

  @Test
  void aValueIsTheMeanOverSeedsWithTheirOutermostBounds() {
    ClaimRow row =
        judge(
            "compare = value, of = { epsilon = 0.3 }, paper = [70, 72], note = \"Other weights.\"",
            defended("none", 0, 0.3, 1, 88),
            defended("none", 0, 0.3, 2, 54),
            defended("none", 0, 0.2, 2, 100));

    assertThat(row.value()).isEqualTo(71);
    assertThat(row.valueLow()).isCloseTo(44.2649, CLOSE);
    assertThat(row.valueHigh()).isCloseTo(93.0006, CLOSE);
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

    assertThat(row.value()).isEqualTo(54);
    assertThat(row.valueLow()).isCloseTo(44.2649, CLOSE);
    assertThat(row.valueHigh()).isCloseTo(63.4392, CLOSE);
  }

  @Test
  void cleanAccuracyCountsAModelOnce() {
    ClaimRow row =
        judge(
            "compare = value, of = { defense = none }, measure = clean-accuracy, paper = 54",
            cell("epsilon", 0.1, "cleanCorrect", 54L),
            cell("epsilon", 0.2, "cleanCorrect", 54L),
            cell("epsilon", 0.1, "seed", 2L, "cleanCorrect", 88L));

    assertThat(row.value()).isEqualTo(71);
    assertThat(row.cells()).isEqualTo(3);
    assertThat(row.measured()).startsWith("clean accuracy in %: none");
  }

  @Test
  void anAttackFailsOnImagesWithoutSuccess() {
    ClaimRow row =
        judge(
            "compare = value, of = { target = next }, measure = attack-failure, paper = 54",
            cell("target", "next", "attacked", 90L, "successes", 46L));

    assertThat(row.value()).isEqualTo(54);
    assertThat(row.valueLow()).isCloseTo(44.2649, CLOSE);
  }

  @ParameterizedTest
  @CsvSource({"94, reproduced", "93, partly", "88, partly", "87.9, not"})
  void atMostNeedsTheWholeIntervalBelowTheLimit(double limit, String verdict) {
    ClaimRow row =
        judge(
            "compare = at-most, of = { attack = fgsm }, limit = " + limit,
            defended("none", 0, 0.3, 1, 88));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.value()).isEqualTo(88);
    assertThat(row.paperLow()).isNull();
  }

  /** Gains of 10, 50 and 75 points: means over two seeds. */
  private static List<CellRow> gains() {
    return List.of(
        defended("none", 0, 0.3, 1, 10),
        defended("none", 0, 0.3, 2, 20),
        defended("cq", 2, 0.3, 1, 70),
        defended("cq", 2, 0.3, 2, 60),
        defended("cq", 4, 0.3, 1, 30),
        defended("cq", 4, 0.3, 2, 20),
        defended("tq", 2, 0.3, 1, 90),
        defended("tq", 2, 0.3, 2, 90));
  }

  @ParameterizedTest
  @CsvSource({
    "'[10, 75]', 0, reproduced",
    "'[12, 73]', 2, reproduced",
    "'[12, 73]', 1.9, partly",
    "'[50, 96]', 2, partly",
    "50, 2, partly",
    "'[80, 96]', 2, not",
  })
  void aGainIsReproducedIfAllPairsAreInTheRange(String paper, double tolerance, String verdict) {
    ClaimRow row =
        Judged.of(
            folder,
            "compare = gain, of = { defense = [cq, tq], attack = fgsm }, over = { defense = none },"
                + " paper = "
                + paper
                + ", tolerance = "
                + tolerance,
            gains());

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.value()).isEqualTo(50);
    assertThat(row.valueLow()).isEqualTo(10);
    assertThat(row.valueHigh()).isEqualTo(75);
    assertThat(row.cells()).isEqualTo(8);
  }

  @Test
  void aGainNamesWhatIsOutside() {
    ClaimRow row =
        Judged.of(
            folder,
            "compare = gain, of = { defense = [cq, tq] }, over = { defense = none }, paper = [50, 96]",
            gains());

    assertThat(row.because())
        .isEqualTo(
            "2 of 3 gains lie in the paper's 50 to 96 give or take 2: ours are 10 to 75;"
                + " outside: cq levels 4 (10)");
    assertThat(row.measured()).isEqualTo("points of accuracy gained: cq/tq over none; 2 seeds");
  }

  @Test
  void pairsAreOfTheSameSeedUnlessItIsNotMatched() {
    CellRow[] cells = {
      defended("none", 0, 0.3, 1, 10), defended("cq", 2, 0.3, 1, 30), defended("cq", 2, 0.3, 2, 90),
    };
    String claim = "compare = gain, of = { defense = cq }, over = { defense = none }, paper = 20, ";

    assertThat(judge(claim + "tolerance = 0", cells).value()).isEqualTo(20);
    assertThat(judge(claim + "match = [dataset, attack, epsilon]", cells).value()).isEqualTo(50);
  }

  /** What the other defense does not have is not asked of it. */
  @Test
  void anotherDefenseBringsItsOwnParameters() {
    ClaimRow row =
        judge(
            "compare = gain, of = { defense = cq, levels = 2, defense-parameters { levels = 2 } },"
                + " over = { defense = none }, paper = 20",
            defended("none", 0, 0.3, 1, 10),
            defended("cq", 2, 0.3, 1, 30),
            defended("cq", 3, 0.3, 1, 90));

    assertThat(row.verdict()).isEqualTo("reproduced");
    assertThat(row.cells()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "88, 54, 88, 54, reproduced",
    "88, 54, 64, 54, partly",
    "88, 54, 54, 64, partly",
    "54, 64, 64, 88, not",
  })
  void aDropNeedsPointsAndDisjointIntervalsInEveryPair(
      long none, long noneAfter, long cq, long cqAfter, String verdict) {
    ClaimRow row =
        judge(
            "compare = drops, of = { epsilon = 0.1 }, over = { epsilon = 0.2 }",
            defended("none", 0, 0.1, 1, none),
            defended("none", 0, 0.2, 1, noneAfter),
            defended("cq", 2, 0.1, 1, cq),
            defended("cq", 2, 0.2, 1, cqAfter));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.value()).isCloseTo((none - noneAfter + cq - cqAfter) / 2.0, CLOSE);
  }

  @Test
  void theSpreadOfADropIsWhatTheIntervalsAllow() {
    ClaimRow row =
        judge(
            "compare = drops, of = { epsilon = 0.1 }, over = { epsilon = 0.2 }, at-least = 34",
            defended("none", 0, 0.1, 1, 88),
            defended("none", 0, 0.2, 1, 54));

    assertThat(row.verdict()).isEqualTo("reproduced");
    assertThat(row.valueLow()).isCloseTo(80.1879 - 63.4392, CLOSE);
    assertThat(row.valueHigh()).isCloseTo(93.0006 - 44.2649, CLOSE);
    assertThat(row.because())
        .isEqualTo(
            "by 34 on average; in 1 of 1 pairs by 34 or more with disjoint intervals, in 1 at all");
  }

  @ParameterizedTest
  @CsvSource({
    "97, 96, 3, reproduced",
    "97, 96, 2, reproduced",
    "97, 96, 1.9, partly",
    "98, 97, 2, partly",
    "98, 99, 2, not",
    "97, 96, 0.5, not",
  })
  void aSlightReductionIsAboveZeroAndAtMostTheLimit(
      long cq, long tq, double limit, String verdict) {
    ClaimRow row =
        judge(
            "compare = reduces-slightly, of = { defense = [cq, tq] }, over = { defense = none },"
                + " limit = "
                + limit,
            cell("cleanCorrect", 98L),
            cell("defense", "cq", "levels", 2, "cleanCorrect", cq),
            cell("defense", "tq", "levels", 2, "cleanCorrect", tq));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.value()).isCloseTo(98 - (cq + tq) / 2.0, CLOSE);
    assertThat(row.measured())
        .startsWith("points of clean accuracy that are lost: cq/tq over none");
  }

  /** In order tq and cq at levels 2, 3 and 4. */
  @ParameterizedTest
  @CsvSource({
    "88, 54, 60, 54, 54, 60, reproduced",
    "60, 54, 60, 54, 54, 60, partly",
    "88, 54, 60, 54, 54, 88, partly",
    "88, 54, 54, 60, 54, 60, not",
    "88, 54, 88, 54, 54, 54, reproduced",
    "88, 54, 54, 54, 54, 54, not",
  })
  void exceedingNeedsMostPairsAndMoreClearWinsThanLosses(
      int tq2, int cq2, int tq3, int cq3, int tq4, int cq4, String verdict) {
    ClaimRow row =
        judge(
            "compare = exceeds, of = { defense = tq }, over = { defense = cq },"
                + " where = { attack = fgsm }, match = [levels, epsilon, seed]",
            defended("tq", 2, 0.3, 1, tq2),
            defended("cq", 2, 0.3, 1, cq2),
            defended("tq", 3, 0.3, 1, tq3),
            defended("cq", 3, 0.3, 1, cq3),
            defended("tq", 4, 0.3, 1, tq4),
            defended("cq", 4, 0.3, 1, cq4));

    assertThat(row.verdict()).isEqualTo(verdict);
    int wins = (tq2 > cq2 ? 1 : 0) + (tq3 > cq3 ? 1 : 0) + (tq4 > cq4 ? 1 : 0);
    assertThat(row.value()).isCloseTo(100 * wins / 3.0, CLOSE);
    assertThat(row.because()).startsWith(wins + " of 3 pairs are won; with disjoint intervals ");
  }

  @Test
  void eachSeedIsAPairWhereItIsMatchedAndTheMeanIsOneWhereNot() {
    CellRow[] cells = {
      defended("tq", 2, 0.3, 1, 60),
      defended("cq", 2, 0.3, 1, 50),
      defended("tq", 2, 0.3, 2, 50),
      defended("cq", 2, 0.3, 2, 54),
    };
    String claim = "compare = exceeds, of = { defense = tq }, over = { defense = cq }, match = ";

    assertThat(judge(claim + "[levels, seed]", cells).value()).isEqualTo(50);
    assertThat(judge(claim + "[levels]", cells).value()).isEqualTo(100);
  }

  /** Accuracies at levels 2, 3 and 4, of FGSM and of PGD. */
  @ParameterizedTest
  @CsvSource({
    "88, 70, 54, 88, 60, 54, reproduced",
    "88, 90, 54, 88, 60, 54, reproduced",
    "54, 88, 30, 88, 60, 54, partly",
    "60, 58, 54, 88, 60, 54, partly",
    "54, 54, 60, 88, 60, 54, partly",
    "54, 54, 60, 54, 54, 60, not",
  })
  void fallingNeedsEveryGroupToFallClearlyWithoutAStepUp(
      int two, int three, int four, int pgdTwo, int pgdThree, int pgdFour, String verdict) {
    ClaimRow row =
        judge(
            "compare = falls, of = { defense = cq }, along = levels",
            defended("cq", 2, 0.3, 1, two),
            defended("cq", 3, 0.3, 1, three),
            defended("cq", 4, 0.3, 1, four),
            pgd(2, pgdTwo),
            pgd(3, pgdThree),
            pgd(4, pgdFour));

    assertThat(row.verdict()).isEqualTo(verdict);
    assertThat(row.value()).isEqualTo((two - four + pgdTwo - pgdFour) / 2.0);
    assertThat(row.valueLow()).isEqualTo(Math.min(two - four, pgdTwo - pgdFour));
    assertThat(row.valueHigh()).isEqualTo(Math.max(two - four, pgdTwo - pgdFour));
  }

  private static CellRow pgd(int levels, long correct) {
    return cell("defense", "cq", "levels", levels, "attack", "pgd", "adversarialCorrect", correct);
  }

  @Test
  void cellsThatAreNotCompleteAreNamedAndNotUsed() {
    ClaimRow row =
        judge(
            "compare = value, of = { attack = fgsm }, paper = 54",
            defended("none", 0, 0.3, 1, 54),
            cell("cellId", "broken", "seed", 2L, "status", "failed"));

    assertThat(row.verdict()).isEqualTo("reproduced");
    assertThat(row.seeds()).isEqualTo(1);
    assertThat(row.because()).endsWith("; not used since not complete: broken (failed)");
  }

  /** A model that was not trained is in no table. */
  @Test
  void failedCellsWithoutAModelAreNamedThoughTheirRecipeIsUnknown() {
    CellRow done = defended("none", 0, 0.3, 1, 54);
    CellRow broken = cell("cellId", "broken", "seed", 2L, "status", "failed");
    Claim claim =
        Judged.claim(
            folder, "compare = value, of = { training { label-smoothing = 0.1 } }, paper = 54");

    ClaimRow row =
        ClaimTable.rows(List.of(claim), List.of(done, broken), Rows.models(List.of(done))).get(0);

    assertThat(row.cells()).isEqualTo(1);
    assertThat(row.because()).contains("broken (failed)");
  }

  @Test
  void whatWasNotRunSaysWhatIsNotThere() {
    CellRow there = defended("none", 0, 0.3, 1, 54);
    ClaimRow value =
        judge("compare = value, of = { attack = pgd, epsilon = 0.3 }, paper = 1", there);

    assertThat(value.verdict()).isEqualTo("not-run");
    assertThat(value.because())
        .isEqualTo("no complete cell has all of: pgd, epsilon 0.3; none at all has: pgd");
    assertThat(value.value()).isNull();
    assertThat(value.valueLow()).isNull();
    assertThat(value.images()).isNull();
    assertThat(value.cellIds()).isEqualTo("[]");
    assertThat(judge("compare = falls, of = { defense = none }, along = epsilon", there).because())
        .isEqualTo("no cells of none differ in epsilon only");
    assertThat(
            judge(
                    "compare = drops, of = { defense = none }, over = { defense = cq }",
                    there,
                    defended("cq", 2, 0.2, 1, 50))
                .because())
        .startsWith("there are cells of none and of cq, but none that are alike in dataset, ");
  }

  @Test
  void membersOfParametersAndRecipesSelect() {
    CellRow shared =
        cell(
            "defense",
            "tq",
            "adversarialCorrect",
            54L,
            "defenseParameters",
            "{\"sharing\":\"shared\"}");
    CellRow combined =
        cell(
            "defense",
            "cq+jpeg",
            "cellId",
            "c",
            "modelId",
            "m",
            "adversarialCorrect",
            88L,
            "defenseParameters",
            "{\"defenses\":[{\"type\":\"cq\",\"levels\":2},{\"type\":\"jpeg\",\"quality\":75}]}");

    assertThat(
            judge(
                    "compare = value, of = { defense-parameters { sharing = shared } }, paper = 1",
                    shared,
                    combined)
                .value())
        .isEqualTo(54);
    assertThat(
            judge(
                    "compare = value, of = { defense-parameters.quality = 75.0 }, paper = 1",
                    shared,
                    combined)
                .value())
        .isEqualTo(88);
    assertThat(
            judge(
                    "compare = value, of = { recipe.training.cost = [mean-squared-error] }, paper = 1",
                    shared)
                .verdict())
        .isEqualTo("not-run");
  }

  /** Cells trained otherwise are no pair. */
  @Test
  void trainingIsMatchedUnlessItIsWhatDiffers() {
    CellRow smooth = cell("modelId", "smooth", "adversarialCorrect", 54L);
    CellRow sharp = cell("modelId", "sharp", "adversarialCorrect", 88L);
    List<ModelRow> models =
        List.of(
            Rows.model(
                "smooth", "{\"network\":{},\"training\":{\"epochs\":6,\"label-smoothing\":0.1}}"),
            Rows.model(
                "sharp", "{\"network\":{},\"training\":{\"epochs\":6,\"label-smoothing\":0}}"));
    Claim claim =
        Judged.claim(
            folder,
            "compare = drops, of.training.label-smoothing = 0, over.recipe.training.label-smoothing = 0.1");

    ClaimRow row = ClaimTable.rows(List.of(claim), List.of(smooth, sharp), models).get(0);

    assertThat(row.value()).isEqualTo(34);
    assertThat(row.verdict()).isEqualTo("reproduced");
  }

  @Test
  void rowsAreInTheOrderOfTheClaimsWhateverTheOrderOfTheCells() {
    List<CellRow> cells = new ArrayList<>(gains());
    Claim gain =
        Judged.claim(
            folder,
            "compare = gain, of = { defense = [cq, tq] }, over = { defense = none }, paper = 50");
    Claim falls = Judged.claim(folder, "compare = falls, of = { defense = cq }, along = levels");
    List<ModelRow> models = Rows.models(cells);
    List<ClaimRow> rows = ClaimTable.rows(List.of(gain, falls), cells, models);
    Collections.reverse(cells);

    assertThat(rows).extracting(ClaimRow::comparison).containsExactly("gain", "falls");
    assertThat(ClaimTable.rows(List.of(gain, falls), cells, models)).isEqualTo(rows);
  }
}
