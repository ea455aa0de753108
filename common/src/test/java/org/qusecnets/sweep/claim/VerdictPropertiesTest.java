package org.qusecnets.sweep.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.qusecnets.sweep.table.CellRow;

/** What holds of verdicts whatever the numbers. */
class VerdictPropertiesTest {
  private static final Contrast OVER_NONE =
      new Contrast(
          Selector.all(),
          selector(Factor.DEFENSE, "cq"),
          selector(Factor.DEFENSE, "none"),
          List.of());

  private static Selector selector(Factor factor, Object value) {
    return new Selector(List.of(new Criterion(factor, List.of(), List.of(value))));
  }

  /** Undefended and cq with levels from 2 on, each in two seeds. */
  private static List<CellRow> cells(List<Integer> correct) {
    List<CellRow> cells = new ArrayList<>();
    for (int i = 0; i < correct.size(); i++) {
      int levels = i < 2 ? 0 : i / 2 + 1;
      cells.add(
          CellRows.defended(levels == 0 ? "none" : "cq", levels, 0.3, i % 2 + 1, correct.get(i)));
    }
    return cells;
  }

  private static Verdict verdict(Comparison comparison, Paper paper, List<CellRow> cells) {
    return comparison
        .judge(new Evidence(cells, CellRows.models(cells)), Measure.ACCURACY, paper)
        .verdict();
  }

  @Property(tries = 200)
  void aLargerToleranceNeverWorsensTheVerdict(
      @ForAll @Size(8) List<@IntRange(max = 100) Integer> correct,
      @ForAll @DoubleRange(max = 100) double paper,
      @ForAll @DoubleRange(max = 100) double one,
      @ForAll @DoubleRange(max = 100) double other) {
    double small = Math.min(one, other);
    double large = Math.max(one, other);
    Paper number = new Paper(paper, paper, 0);
    List<CellRow> cells = cells(correct);

    assertThat(verdict(new Value(Selector.all(), large, 100), number, cells))
        .isLessThanOrEqualTo(verdict(new Value(Selector.all(), small, 100), number, cells));
    assertThat(verdict(new Value(Selector.all(), small, large), number, cells))
        .isLessThanOrEqualTo(verdict(new Value(Selector.all(), small, small), number, cells));
    assertThat(verdict(new Gain(OVER_NONE, large), number, cells))
        .isLessThanOrEqualTo(verdict(new Gain(OVER_NONE, small), number, cells));
    assertThat(verdict(new AtMost(Selector.all(), large), null, cells))
        .isLessThanOrEqualTo(verdict(new AtMost(Selector.all(), small), null, cells));
    assertThat(verdict(new Drops(OVER_NONE, small), null, cells))
        .isLessThanOrEqualTo(verdict(new Drops(OVER_NONE, large), null, cells));
    assertThat(verdict(new ReducesSlightly(OVER_NONE, large), null, cells))
        .isLessThanOrEqualTo(verdict(new ReducesSlightly(OVER_NONE, small), null, cells));
  }

  @Property(tries = 200)
  void theOrderOfTheCellsDoesNotMatter(
      @ForAll @Size(8) List<@IntRange(max = 100) Integer> correct, @ForAll long seed) {
    List<CellRow> cells = cells(correct);
    List<CellRow> shuffled = new ArrayList<>(cells);
    Collections.shuffle(shuffled, new Random(seed));
    Paper paper = new Paper(20, 60, 0);
    for (Comparison comparison :
        List.of(
            new Value(Selector.all(), 2, 10),
            new Gain(OVER_NONE, 2),
            new Exceeds(OVER_NONE),
            new Falls(selector(Factor.DEFENSE, "cq"), Falls.Along.LEVELS))) {
      Claim claim = new Claim("id", "It is.", "There", Measure.ACCURACY, comparison, paper, null);
      assertThat(ClaimTable.rows(List.of(claim), shuffled, CellRows.models(shuffled)))
          .isEqualTo(ClaimTable.rows(List.of(claim), cells, CellRows.models(cells)));
    }
  }

  /** Who exceeds whom depends on the side. */
  @Property(tries = 200)
  void bothCannotExceedEachOther(@ForAll @Size(6) List<@IntRange(max = 100) Integer> correct) {
    Contrast reversed =
        new Contrast(
            Selector.all(),
            selector(Factor.DEFENSE, "none"),
            selector(Factor.DEFENSE, "cq"),
            List.of(Factor.SEED));
    Contrast straight =
        new Contrast(
            Selector.all(),
            selector(Factor.DEFENSE, "cq"),
            selector(Factor.DEFENSE, "none"),
            List.of(Factor.SEED));
    List<CellRow> one = cells(correct.subList(0, 4));

    assertThat(
            verdict(new Exceeds(straight), null, one) == Verdict.REPRODUCED
                && verdict(new Exceeds(reversed), null, one) == Verdict.REPRODUCED)
        .isFalse();
  }
}
