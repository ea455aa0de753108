package org.qusecnets.sweep.claim;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ClaimRow;
import org.qusecnets.sweep.table.IntervalColumns;
import org.qusecnets.sweep.table.ModelRow;

/** Makes the table of claims. */
public final class ClaimTable {
  private ClaimTable() {}

  /**
   * One row for each claim, in their order.
   *
   * @param cells the table of cells, in any order
   * @param models the table of models, for their recipes
   */
  public static List<ClaimRow> rows(
      List<Claim> claims, List<CellRow> cells, List<ModelRow> models) {
    if (claims.isEmpty()) {
      return List.of();
    }
    Evidence evidence = new Evidence(cells, models);
    return claims.stream().map(claim -> row(claim, evidence)).toList();
  }

  private static ClaimRow row(Claim claim, Evidence evidence) {
    Comparison comparison = claim.comparison();
    Paper paper = claim.paper();
    Finding finding = comparison.judge(evidence, claim.measure(), paper);
    Collection<String> cells = distinct(finding, CellRow::cellId);
    Collection<Long> images = distinct(finding, CellRow::images);
    int seeds = distinct(finding, CellRow::seed).size();
    boolean ran = finding.verdict() != Verdict.NOT_RUN;
    return new ClaimRow(
        ClaimRow.SCHEMA.version(),
        claim.id(),
        claim.claim(),
        claim.source(),
        Options.nameOf(comparison.type()),
        comparison.measured(claim.measure()) + (seeds > 1 ? "; " + seeds + " seeds" : ""),
        paper == null ? null : (Double) paper.low(),
        paper == null ? null : (Double) paper.high(),
        paper == null || paper.images() == 0 ? null : (Integer) paper.images(),
        ran
            ? new IntervalColumns(
                finding.value(), finding.interval().low(), finding.interval().high())
            : null,
        cells.size(),
        distinct(finding, CellRow::modelId).size(),
        images.size() == 1 ? images.iterator().next() : null,
        seeds,
        Options.nameOf(finding.verdict()),
        finding.because() + evidence.unusable(comparison.selectors(), claim.measure()),
        claim.note(),
        cells.stream().map(id -> '"' + id + '"').collect(Collectors.joining(",", "[", "]")));
  }

  private static <T extends Comparable<T>> List<T> distinct(
      Finding finding, Function<CellRow, T> column) {
    return finding.used().stream().map(Observation::cell).map(column).distinct().sorted().toList();
  }
}
