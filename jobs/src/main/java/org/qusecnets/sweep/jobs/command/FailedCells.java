package org.qusecnets.sweep.jobs.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.table.CellRow;

/** The list of cells that failed, for people. */
final class FailedCells {
  private static final int SHOWN = 50;

  private FailedCells() {}

  /** Empty if none failed. */
  static String of(List<CellRow> cells) {
    List<CellRow> failed =
        cells.stream()
            .filter(cell -> !cell.outcome().status().equals(UnitResult.COMPLETE))
            .filter(cell -> !cell.outcome().status().equals(UnitResult.BENCHMARK))
            .toList();
    if (failed.isEmpty()) {
      return "";
    }
    Map<String, StringBuilder> byReason = new LinkedHashMap<>();
    failed.stream()
        .limit(SHOWN)
        .forEach(
            cell ->
                byReason
                    .computeIfAbsent(
                        cell.outcome().status() + ": " + cell.outcome().failure(),
                        reason -> new StringBuilder())
                    .append(
                        "    %s  %s %s, %s, epsilon %s, seed %d%n"
                            .formatted(
                                cell.cellId(),
                                cell.defense().type(),
                                cell.defense().parameters(),
                                cell.attack().type(),
                                cell.epsilon(),
                                cell.seed())));
    StringBuilder text = new StringBuilder();
    text.append(
        "%nFailed: %,d of %,d cells (exit code 4). To try them again, add --retry-failed.%n"
            .formatted(failed.size(), cells.size()));
    byReason.forEach(
        (reason, lines) -> text.append("  ").append(reason).append("\n").append(lines));
    if (failed.size() > SHOWN) {
      text.append(
          "    and %,d more: status is not 'complete' in the table cells%n"
              .formatted(failed.size() - SHOWN));
    }
    return text.toString();
  }
}
