package org.qusecnets.sweep.jobs.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qusecnets.sweep.grid.Json;
import org.qusecnets.sweep.grid.ParameterText;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.report.DefenseLabel;
import org.qusecnets.sweep.report.DefenseLabels;
import org.qusecnets.sweep.report.NetworkLabels;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.ModelRow;
import org.qusecnets.sweep.table.Share;

/** What certificates prove, for the end of a run: defenses against epsilons. */
final class CertifiedSummary {
  /** So many lines of a block are shown; more would not be read in a terminal. */
  private static final int SHOWN = 60;

  private CertifiedSummary() {}

  /** One block for each certificate, dataset and number of images; empty without certificates. */
  static String of(List<CertifiedRow> rows, List<CellRow> cells, List<ModelRow> models) {
    Map<String, DefenseLabel> defenses = DefenseLabels.of(cells, models);
    Map<List<Object>, List<CertifiedRow>> blocks = new LinkedHashMap<>();
    for (CertifiedRow row : rows) {
      blocks
          .computeIfAbsent(
              List.of(
                  row.certificate(),
                  row.certificateParameters(),
                  row.dataset(),
                  row.trainImages(),
                  row.images()),
              b -> new ArrayList<>())
          .add(row);
    }
    StringBuilder text = new StringBuilder();
    NetworkLabels networks = NetworkLabels.of(rows.stream().map(CertifiedRow::network).toList());
    blocks.values().forEach(block -> text.append(block(block, defenses, networks)));
    return text.toString();
  }

  private static String block(
      List<CertifiedRow> rows, Map<String, DefenseLabel> defenses, NetworkLabels networks) {
    CertifiedRow first = rows.get(0);
    String subject =
        first.certifies().equals(CertifiedRow.MODEL)
            ? ""
            : "What is certified is the smoothed model, not the one that attacks look at.\n";
    long seeds = rows.stream().map(CertifiedRow::seed).distinct().count();
    String parameters = ParameterText.of(Json.read(first.certificateParameters()));
    return "Certified by %s, %s, %s (%,d training, %,d test images)%n%s"
            .formatted(
                first.certificate(),
                first.norm(),
                first.dataset(),
                first.trainImages(),
                first.images(),
                parameters.isEmpty() ? "" : parameters + "\n")
        + "Images in %% that no perturbation within epsilon changes the class of%s.%n%s%n"
            .formatted(AccuracyText.seeds(seeds), subject)
        + table(rows, defenses, networks)
        + reasons(rows, networks)
        + AccuracyText.interval(rows.stream().map(CertifiedRow::certified))
        + "\n";
  }

  private static String table(
      List<CertifiedRow> rows, Map<String, DefenseLabel> defenses, NetworkLabels networks) {
    EpsilonTable<CertifiedRow> table =
        new EpsilonTable<>(
            List.of("defense"), rows, row -> label(row, defenses, networks), CertifiedRow::epsilon);
    table.rows().entrySet().stream()
        .limit(SHOWN)
        .forEach(
            line -> table.add(List.of(line.getKey()), line.getValue(), CertifiedSummary::mean));
    int left = table.rows().size() - SHOWN;
    return table.text()
        + (left > 0 ? "... and %,d more: all are in the report.%n".formatted(left) : "");
  }

  /** A model that could not be trained may have no label. */
  private static String label(
      CertifiedRow row, Map<String, DefenseLabel> defenses, NetworkLabels networks) {
    DefenseLabel label = defenses.get(row.modelId());
    return label == null ? type(row, networks) : label.text();
  }

  private static String mean(List<CertifiedRow> seeds) {
    for (CertifiedRow row : seeds) {
      if (!row.status().equals(UnitResult.COMPLETE)) {
        return row.status().equals(CertifiedRow.NOT_APPLICABLE) ? "n/a" : row.status();
      }
    }
    List<Share> shares = seeds.stream().map(CertifiedRow::certified).toList();
    return AccuracyText.mean(shares);
  }

  private static String type(CertifiedRow row, NetworkLabels networks) {
    return row.defense().type() + networks.text(row.network());
  }

  private static String reasons(List<CertifiedRow> rows, NetworkLabels networks) {
    Set<String> reasons = new LinkedHashSet<>();
    for (CertifiedRow row : rows) {
      if (row.status().equals(CertifiedRow.NOT_APPLICABLE)) {
        reasons.add("n/a, %s: %s.%n".formatted(type(row, networks), row.failure()));
      }
    }
    return String.join("", reasons);
  }
}
