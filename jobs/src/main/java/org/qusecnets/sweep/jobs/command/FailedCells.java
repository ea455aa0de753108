package org.qusecnets.sweep.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.report.NetworkLabels;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.DefenseColumns;

/** The list of cells that failed, for people. */
final class FailedCells {
  private static final int SHOWN = 50;

  private static final Set<String> NOT_FAILED =
      Set.of(UnitResult.COMPLETE, UnitResult.BENCHMARK, CertifiedRow.NOT_APPLICABLE);

  private FailedCells() {}

  /** What is told of a cell, of whichever table. */
  private record Failed(
      String id,
      String network,
      DefenseColumns defense,
      String what,
      double epsilon,
      long seed,
      String status,
      String reason) {
    static Failed of(CellRow cell) {
      return new Failed(
          cell.cellId(),
          cell.network(),
          cell.defense(),
          cell.attack().type(),
          cell.epsilon(),
          cell.seed(),
          cell.outcome().status(),
          cell.outcome().failure());
    }

    static Failed of(CertifiedRow cell) {
      return new Failed(
          cell.certifiedCellId(),
          cell.network(),
          cell.defense(),
          cell.certificate(),
          cell.epsilon(),
          cell.seed(),
          cell.status(),
          cell.failure());
    }
  }

  /** Empty if none failed. */
  static String of(List<CellRow> cells, List<CertifiedRow> certified) {
    List<Failed> all =
        Stream.concat(cells.stream().map(Failed::of), certified.stream().map(Failed::of)).toList();
    List<Failed> failed = all.stream().filter(cell -> !NOT_FAILED.contains(cell.status)).toList();
    if (failed.isEmpty()) {
      return "";
    }
    NetworkLabels networks = NetworkLabels.of(all.stream().map(Failed::network).toList());
    Map<String, StringBuilder> byReason = new LinkedHashMap<>();
    failed.stream()
        .limit(SHOWN)
        .forEach(
            cell ->
                byReason
                    .computeIfAbsent(
                        cell.status + ": " + cell.reason, reason -> new StringBuilder())
                    .append(
                        "    %s  %s %s%s, %s, epsilon %s, seed %d%n"
                            .formatted(
                                cell.id,
                                cell.defense.type(),
                                cell.defense.parameters(),
                                networks.text(cell.network),
                                cell.what,
                                cell.epsilon,
                                cell.seed)));
    StringBuilder text = new StringBuilder();
    text.append(
        "%nFailed: %,d of %,d cells (exit code 4). To try them again, add --retry-failed.%n"
            .formatted(failed.size(), all.size()));
    byReason.forEach(
        (reason, lines) -> text.append("  ").append(reason).append("\n").append(lines));
    if (failed.size() > SHOWN) {
      text.append(
          "    and %,d more: status is not 'complete' in the tables cells, certified%n"
              .formatted(failed.size() - SHOWN));
    }
    return text.toString();
  }
}
