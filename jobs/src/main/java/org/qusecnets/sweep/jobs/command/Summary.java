package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    Map<String, Map<Double, List<CellRow>>> rows = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      rows.computeIfAbsent(defenses.get(cell.modelId()).text(), l -> new TreeMap<>())
          .computeIfAbsent(cell.epsilon(), e -> new ArrayList<>())
          .add(cell);
    }
    long seeds = cells.stream().map(CellRow::seed).distinct().count();
    List<List<String>> table = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("defense", "clean"));
    List<Double> epsilons = cells.stream().map(CellRow::epsilon).distinct().sorted().toList();
    epsilons.forEach(epsilon -> header.add(plain(epsilon)));
    table.add(header);
    rows.forEach(
        (label, byEpsilon) -> {
          List<String> line = new ArrayList<>(List.of(label));
          line.add(accuracy(clean(byEpsilon), CellRow::clean));
          epsilons.forEach(
              epsilon ->
                  line.add(
                      accuracy(byEpsilon.getOrDefault(epsilon, List.of()), CellRow::adversarial)));
          table.add(line);
        });
    return title
        + "\nAccuracy in %"
        + (seeds > 1 ? ", mean and standard deviation over " + seeds + " seeds" : "")
        + ". Epsilon is "
        + epsilon(cells.get(0).norm())
        + ".\n\n"
        + aligned(table)
        + quantization(cells)
        + interval(cells)
        + "\n";
  }

  private static String epsilon(String norm) {
    return switch (norm) {
      case "linf" -> "how much each pixel in [0, 1] may change";
      case "l2" -> "the L2 norm of the change, pixels in [0, 1]";
      case "l0" -> "the share of values that may change";
      default -> throw new IllegalArgumentException(norm);
    };
  }

  private static String quantization(List<CellRow> cells) {
    return cells.stream().anyMatch(cell -> cell.defense().levels() != null)
        ? "n is the number of quantization levels, z the steepness of the steps between.\n"
        : "";
  }

  /** How far the 95 % Wilson intervals of the cells reach at most. */
  private static String interval(List<CellRow> cells) {
    return cells.stream()
        .flatMap(cell -> Stream.of(cell.clean(), cell.adversarial()))
        .filter(Summary::hasShare)
        .mapToDouble(share -> Math.max(share.high() - share.share(), share.share() - share.low()))
        .max()
        .stream()
        .mapToObj(
            widest ->
                String.format(
                    Locale.ROOT,
                    "95 %% intervals for so many images reach at most %.1f points to either side.%n",
                    100 * widest))
        .findFirst()
        .orElse("");
  }

  /** The cells of the first epsilon that is complete, else of any. */
  private static List<CellRow> clean(Map<Double, List<CellRow>> byEpsilon) {
    return byEpsilon.values().stream()
        .filter(cells -> cells.stream().allMatch(cell -> hasShare(cell.clean())))
        .findFirst()
        .orElseGet(() -> byEpsilon.values().iterator().next());
  }

  private static String accuracy(List<CellRow> seeds, Function<CellRow, Share> share) {
    Optional<String> status =
        seeds.stream()
            .filter(cell -> !hasShare(share.apply(cell)))
            .map(cell -> cell.outcome().status())
            .findFirst();
    if (status.isPresent()) {
      return status.get();
    }
    if (seeds.isEmpty()) {
      return "";
    }
    double[] values = seeds.stream().mapToDouble(cell -> 100 * share.apply(cell).share()).toArray();
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    String text = String.format(Locale.ROOT, "%.1f", mean);
    if (values.length == 1) {
      return text;
    }
    double square = 0;
    for (double value : values) {
      square += (value - mean) * (value - mean) / (values.length - 1);
    }
    return text + String.format(Locale.ROOT, " ±%.1f", Math.sqrt(square));
  }

  private static boolean hasShare(Share share) {
    return share != null && share.share() != null;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static String aligned(List<List<String>> table) {
    int[] widths = new int[table.get(0).size()];
    for (List<String> line : table) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> line : table) {
      StringBuilder padded = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String space = " ".repeat(widths[i] - line.get(i).length());
        padded.append(i == 0 ? line.get(0) + space : "  " + space + line.get(i));
      }
      text.append(padded.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
