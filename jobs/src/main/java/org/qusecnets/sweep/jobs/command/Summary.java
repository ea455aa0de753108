package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qusecnets.sweep.report.DefenseLabel;
import org.qusecnets.sweep.report.DefenseLabels;
import org.qusecnets.sweep.report.SettingLabel;
import org.qusecnets.sweep.report.SettingLabels;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.Share;

/**
 * The table that closes a run: defenses against epsilons, mean accuracy over the seeds and its
 * standard deviation.
 */
final class Summary {
  /** So many settings are shown; more would not be read in a terminal. */
  private static final int SHOWN = 24;

  private Summary() {}

  /** One block for each setting: data, attack and what the attacker knows. */
  static String of(List<CellRow> cells, List<ModelRow> models) {
    Map<String, DefenseLabel> defenses = DefenseLabels.of(cells, models);
    List<SettingLabel> settings = SettingLabels.of(cells, defenses);
    Map<String, List<CellRow>> blocks = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      blocks.computeIfAbsent(settings.get(i).text(), t -> new ArrayList<>()).add(cells.get(i));
    }
    StringBuilder text = new StringBuilder();
    blocks.entrySet().stream()
        .limit(SHOWN)
        .forEach(block -> text.append(block(block.getKey(), block.getValue(), defenses)));
    if (blocks.size() > SHOWN) {
      text.append(
          String.format(
              Locale.ROOT,
              "... and %,d more settings: all are in the report.%n%n",
              blocks.size() - SHOWN));
    }
    return text.append(DefenseLegend.of(cells, defenses)).toString();
  }

  private static String block(
      String title, List<CellRow> cells, Map<String, DefenseLabel> defenses) {
    long seeds = cells.stream().map(CellRow::seed).distinct().count();
    EpsilonTable<CellRow> table =
        new EpsilonTable<>(
            List.of("defense", "clean"),
            cells,
            cell -> defenses.get(cell.modelId()).text(),
            CellRow::epsilon);
    table
        .rows()
        .forEach(
            (label, byEpsilon) ->
                table.add(
                    List.of(label, accuracy(clean(byEpsilon), CellRow::clean)),
                    byEpsilon,
                    rows -> accuracy(rows, CellRow::adversarial)));
    return title
        + "\nAccuracy in %"
        + AccuracyText.seeds(seeds)
        + ". Epsilon is "
        + AccuracyText.epsilon(cells.get(0).norm())
        + ".\n\n"
        + table.text()
        + quantization(cells)
        + AccuracyText.interval(
            cells.stream().flatMap(cell -> Stream.of(cell.clean(), cell.adversarial())))
        + "\n";
  }

  private static String quantization(List<CellRow> cells) {
    return cells.stream().anyMatch(cell -> cell.defense().levels() != null)
        ? "n is the number of quantization levels, z the steepness of the steps between.\n"
        : "";
  }

  /** The cells of the first epsilon that is complete, else of any. */
  private static List<CellRow> clean(Map<Double, List<CellRow>> byEpsilon) {
    return byEpsilon.values().stream()
        .filter(cells -> cells.stream().allMatch(cell -> AccuracyText.hasShare(cell.clean())))
        .findFirst()
        .orElseGet(() -> byEpsilon.values().iterator().next());
  }

  private static String accuracy(List<CellRow> seeds, Function<CellRow, Share> share) {
    return seeds.stream()
        .filter(cell -> !AccuracyText.hasShare(share.apply(cell)))
        .map(cell -> cell.outcome().status())
        .findFirst()
        .orElseGet(() -> AccuracyText.mean(seeds.stream().map(share).toList()));
  }
}
