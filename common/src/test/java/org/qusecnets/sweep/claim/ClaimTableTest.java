package org.qusecnets.sweep.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qusecnets.sweep.claim.CellRows.cell;
import static org.qusecnets.sweep.claim.CellRows.defended;
import static org.qusecnets.sweep.claim.CellRows.gains;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Falls, and which cells a claim uses, on cells that are worked out by hand. Of 100 images the
 * Wilson intervals are: 54 correct, 44.26 to 63.44; 88 correct, 80.19 to 93.00.
 */
class ClaimTableTest {
  @TempDir Path folder;

  private ClaimRow judge(String claim, CellRow... cells) {
    return Judged.of(folder, claim, List.of(cells));
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
    assertThat(row.ours().value()).isEqualTo((two - four + pgdTwo - pgdFour) / 2.0);
    assertThat(row.ours().low()).isEqualTo(Math.min(two - four, pgdTwo - pgdFour));
    assertThat(row.ours().high()).isEqualTo(Math.max(two - four, pgdTwo - pgdFour));
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
        ClaimTable.rows(List.of(claim), List.of(done, broken), CellRows.models(List.of(done)))
            .get(0);

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
    assertThat(value.ours()).isNull();
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
                .ours()
                .value())
        .isEqualTo(54);
    assertThat(
            judge(
                    "compare = value, of = { defense-parameters.quality = 75.0 }, paper = 1",
                    shared,
                    combined)
                .ours()
                .value())
        .isEqualTo(88);
    assertThat(
            judge(
                    "compare = value, of = { recipe.training.loss = [mean-squared-error] }, paper = 1",
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
            CellRows.model(
                "smooth", "{\"network\":{},\"training\":{\"epochs\":6,\"label-smoothing\":0.1}}"),
            CellRows.model(
                "sharp", "{\"network\":{},\"training\":{\"epochs\":6,\"label-smoothing\":0}}"));
    Claim claim =
        Judged.claim(
            folder,
            "compare = drops, of.training.label-smoothing = 0, over.recipe.training.label-smoothing = 0.1");

    ClaimRow row = ClaimTable.rows(List.of(claim), List.of(smooth, sharp), models).get(0);

    assertThat(row.ours().value()).isEqualTo(34);
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
    List<ModelRow> models = CellRows.models(cells);
    List<ClaimRow> rows = ClaimTable.rows(List.of(gain, falls), cells, models);
    Collections.reverse(cells);

    assertThat(rows).extracting(ClaimRow::comparison).containsExactly("gain", "falls");
    assertThat(ClaimTable.rows(List.of(gain, falls), cells, models)).isEqualTo(rows);
  }
}
