package org.qusecnets.sweep.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.qusecnets.sweep.table.CellRow;

/**
 * The table that closes a run: defenses against epsilons, mean accuracy over the seeds and its
 * standard deviation.
 */
final class Summary {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Summary() {}

  /** One block for each data set and attack. */
  static String of(List<CellRow> cells) {
    Map<List<Object>, CellRow> distinct = new LinkedHashMap<>();
    cells.forEach(cell -> distinct.putIfAbsent(way(cell), cell));
    Map<String, Set<Map<String, String>>> ways = new LinkedHashMap<>();
    distinct
        .values()
        .forEach(
            cell ->
                ways.computeIfAbsent(cell.attack(), a -> new LinkedHashSet<>())
                    .add(circumstances(cell)));
    Map<List<Object>, String> titles = new HashMap<>();
    distinct.forEach((way, cell) -> titles.put(way, title(cell, ways.get(cell.attack()))));
    Map<String, List<CellRow>> blocks = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      blocks.computeIfAbsent(titles.get(way(cell)), t -> new ArrayList<>()).add(cell);
    }
    StringBuilder text = new StringBuilder();
    blocks.forEach((title, block) -> text.append(block(title, block)));
    return text.toString();
  }

  /** All that a title is made from: cells with the same have the same. */
  private static List<Object> way(CellRow cell) {
    return Arrays.asList(
        cell.dataset(),
        cell.trainImages(),
        cell.images(),
        cell.threatModel(),
        cell.attack(),
        cell.access(),
        cell.attackParameters(),
        cell.gradient(),
        cell.defenseDraws(),
        cell.misclassified(),
        cell.labels());
  }

  /** What tells a block from the others: of an attack's parameters those in which cells differ. */
  private static String title(CellRow cell, Set<Map<String, String>> ways) {
    StringBuilder title =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s (%,d training, %,d test images), %s %s",
                cell.dataset(),
                cell.trainImages(),
                cell.images(),
                cell.threatModel(),
                cell.attack()));
    if (!cell.access().equals("gradients")) {
      title.append(" (").append(cell.access()).append(" only)");
    }
    circumstances(cell)
        .forEach(
            (key, value) -> {
              if (ways.stream().anyMatch(other -> !value.equals(other.getOrDefault(key, value)))) {
                title.append(' ').append(key).append('=').append(value);
              }
            });
    return title.toString();
  }

  private static Map<String, String> circumstances(CellRow cell) {
    Map<String, String> circumstances = fields(cell.attackParameters());
    circumstances.put("gradient", cell.gradient());
    if (cell.defenseDraws() != null) {
      circumstances.put("defense-draws", String.valueOf(cell.defenseDraws()));
    }
    circumstances.put("misclassified", cell.misclassified());
    circumstances.put("labels", cell.labels());
    return circumstances;
  }

  /** The members of a JSON object as text, by name. */
  private static Map<String, String> fields(String json) {
    Map<String, String> fields = new TreeMap<>();
    try {
      MAPPER
          .readTree(json)
          .fields()
          .forEachRemaining(
              field ->
                  fields.put(
                      field.getKey(),
                      field.getValue().isValueNode()
                          ? field.getValue().asText()
                          : field.getValue().toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return fields;
  }

  private static String block(String title, List<CellRow> cells) {
    Map<String, Set<String>> alike = new HashMap<>();
    for (CellRow cell : cells) {
      alike.computeIfAbsent(brief(cell), b -> new LinkedHashSet<>()).add(cell.defenseParameters());
    }
    Map<String, Map<Double, List<CellRow>>> rows = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      rows.computeIfAbsent(label(cell, alike.get(brief(cell))), l -> new TreeMap<>())
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
          line.add(accuracy(clean(byEpsilon), CellRow::cleanAccuracy));
          epsilons.forEach(
              epsilon -> line.add(accuracy(byEpsilon.get(epsilon), CellRow::adversarialAccuracy)));
          table.add(line);
        });
    return title
        + "\naccuracy in %, clean and at each epsilon ("
        + cells.get(0).norm()
        + ")"
        + (seeds > 1 ? "; mean and standard deviation over " + seeds + " seeds" : "")
        + "\n\n"
        + aligned(table)
        + "\n";
  }

  /** The cells of the first epsilon that is complete, else of any. */
  private static List<CellRow> clean(Map<Double, List<CellRow>> byEpsilon) {
    return byEpsilon.values().stream()
        .filter(cells -> cells.stream().allMatch(cell -> cell.cleanAccuracy() != null))
        .findFirst()
        .orElseGet(() -> byEpsilon.values().iterator().next());
  }

  /** Type, levels and z, and of the rest only what tells two defenses apart. */
  private static String label(CellRow cell, Set<String> alike) {
    StringBuilder label = new StringBuilder(brief(cell));
    if (alike.size() > 1) {
      List<Map<String, String>> others = alike.stream().map(Summary::fields).toList();
      fields(cell.defenseParameters())
          .forEach(
              (key, value) -> {
                if (others.stream().anyMatch(other -> !value.equals(other.get(key)))) {
                  label.append(' ').append(key).append('=').append(value);
                }
              });
    }
    return label.toString();
  }

  private static String brief(CellRow cell) {
    return cell.defense()
        + (cell.levels() == null ? "" : " n=" + cell.levels())
        + (cell.z() == null ? "" : " z=" + plain(cell.z()));
  }

  private static String accuracy(List<CellRow> seeds, Function<CellRow, Double> share) {
    Optional<String> status =
        seeds.stream().filter(cell -> share.apply(cell) == null).map(CellRow::status).findFirst();
    if (status.isPresent()) {
      return status.get();
    }
    double[] values = seeds.stream().mapToDouble(share::apply).map(v -> 100 * v).toArray();
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
