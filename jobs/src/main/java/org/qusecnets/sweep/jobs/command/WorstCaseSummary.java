package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.report.DefenseLabel;
import org.qusecnets.sweep.report.DefenseLabels;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.WorstCaseRow;

/** The worst case over all attacks, which closes a run: defenses against epsilons. */
final class WorstCaseSummary {
  private WorstCaseSummary() {}

  /** One block for each dataset and norm; a sentence where one attack is all there is. */
  static String of(List<WorstCaseRow> worstCase, List<CellRow> cells, List<ModelRow> models) {
    Map<String, DefenseLabel> defenses = DefenseLabels.of(cells, models);
    Map<List<Object>, List<WorstCaseRow>> blocks = new LinkedHashMap<>();
    for (WorstCaseRow row : worstCase) {
      if (row.threatModel().equals(WorstCaseRow.ANY)) {
        blocks
            .computeIfAbsent(
                List.of(row.dataset(), row.trainImages(), row.images(), row.norm()),
                b -> new ArrayList<>())
            .add(row);
      }
    }
    StringBuilder text = new StringBuilder();
    blocks.values().forEach(rows -> text.append(block(rows, defenses)));
    return text.toString();
  }

  private static String block(List<WorstCaseRow> rows, Map<String, DefenseLabel> defenses) {
    WorstCaseRow first = rows.get(0);
    int attacks = rows.stream().mapToInt(WorstCaseRow::attacks).max().orElseThrow();
    String title =
        "Worst case, %s, %s (%,d training, %,d test images)%n"
            .formatted(first.norm(), first.dataset(), first.trainImages(), first.images());
    boolean certified = rows.stream().anyMatch(row -> row.certificates() > 0);
    if (attacks == 1 && !certified) {
      return title
          + "One attack alone: what others would break is not known. A number that says a\n"
          + "defense is strong needs more (sweep list attacks).\n\n";
    }
    long seeds = rows.stream().map(WorstCaseRow::seed).distinct().count();
    return title
        + "Images in %% that %s broke at this or a smaller epsilon%s%s.%n%n"
            .formatted(
                attacks == 1 ? "one attack alone never" : "none of " + attacks + " attacks",
                certified ? ",\nand below it those that are certified" : "",
                AccuracyText.seeds(seeds))
        + table(rows, defenses)
        + incomplete(rows)
        + AccuracyText.interval(rows.stream().flatMap(row -> Stream.of(row.clean(), row.robust())))
        + "\n";
  }

  private static String table(List<WorstCaseRow> rows, Map<String, DefenseLabel> defenses) {
    EpsilonTable<WorstCaseRow> table =
        new EpsilonTable<>(
            List.of("defense", "clean"),
            rows,
            row -> defenses.get(row.modelId()).text(),
            WorstCaseRow::epsilon);
    table
        .rows()
        .forEach(
            (label, byEpsilon) -> {
              table.add(
                  List.of(label, clean(byEpsilon)),
                  byEpsilon,
                  seeds ->
                      mean(
                          seeds.stream()
                              .filter(row -> row.attacks() > 0)
                              .map(WorstCaseRow::robust)));
              if (byEpsilon.values().stream()
                  .flatMap(List::stream)
                  .anyMatch(row -> AccuracyText.hasShare(row.certified()))) {
                table.add(List.of("  certified", ""), byEpsilon, WorstCaseSummary::certified);
              }
            });
    return table.text();
  }

  /** Of the first epsilon that was attacked. */
  private static String clean(Map<Double, List<WorstCaseRow>> byEpsilon) {
    return byEpsilon.values().stream()
        .filter(seeds -> seeds.stream().allMatch(row -> row.attacks() > 0))
        .findFirst()
        .map(seeds -> mean(seeds.stream().map(WorstCaseRow::clean)))
        .orElse("");
  }

  private static String certified(List<WorstCaseRow> seeds) {
    return seeds.stream().allMatch(row -> AccuracyText.hasShare(row.certified()))
        ? mean(seeds.stream().map(WorstCaseRow::certified))
        : "";
  }

  private static String mean(Stream<Share> shares) {
    List<Share> all = new ArrayList<>();
    shares.forEach(all::add);
    return all.stream().allMatch(AccuracyText::hasShare) ? AccuracyText.mean(all) : "unknown";
  }

  private static String incomplete(List<WorstCaseRow> rows) {
    return rows.stream().anyMatch(row -> row.incompleteCells() > 0)
        ? "Cells that are not complete are left out: they might have broken more.\n"
        : "";
  }
}
