package org.qusecnets.sweep.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.table.CellRow;

/** Names of settings: of an attack's parameters those in which the sweep's cells differ. */
public final class SettingLabels {
  /** What mostly follows from the rest, such as from the threat model: said where it does not. */
  private static final Set<String> DEPENDENT = Set.of("labels", "reuse-successes", "stop");

  private final Map<String, DefenseLabel> defenses;
  private final Map<String, Set<Map<String, String>>> circumstances = new HashMap<>();
  private final Map<List<Object>, SettingLabel> labels = new HashMap<>();

  private SettingLabels(Map<String, DefenseLabel> defenses) {
    this.defenses = defenses;
  }

  /**
   * The setting of each cell, in their order.
   *
   * @param defenses names of models by id, for attacks that are made on another model
   */
  public static List<SettingLabel> of(List<CellRow> cells, Map<String, DefenseLabel> defenses) {
    SettingLabels settings = new SettingLabels(defenses);
    Map<List<Object>, CellRow> distinct = new LinkedHashMap<>();
    for (CellRow cell : cells) {
      distinct.putIfAbsent(settings.way(cell), cell);
    }
    distinct
        .values()
        .forEach(
            cell ->
                settings
                    .circumstances
                    .computeIfAbsent(cell.attack(), a -> new LinkedHashSet<>())
                    .add(circumstances(cell)));
    Map<SettingLabel, Long> brief =
        distinct.values().stream()
            .map(settings::shortLabel)
            .collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    distinct.forEach(
        (way, cell) -> {
          SettingLabel label = settings.shortLabel(cell);
          settings.labels.put(way, brief.get(label) == 1 ? label : settings.fullLabel(cell));
        });
    List<SettingLabel> found = new ArrayList<>();
    cells.forEach(cell -> found.add(settings.labels.get(settings.way(cell))));
    return found;
  }

  private List<Object> way(CellRow cell) {
    return Arrays.asList(
        cell.dataset(),
        cell.trainImages(),
        cell.images(),
        cell.attack(),
        cell.attackParameters(),
        cell.access(),
        threat(cell),
        cell.gradient(),
        cell.defenseDraws(),
        cell.misclassified(),
        cell.labels(),
        cell.norm());
  }

  private SettingLabel fullLabel(CellRow cell) {
    return label(cell, Set.of());
  }

  private SettingLabel shortLabel(CellRow cell) {
    return label(cell, DEPENDENT);
  }

  private SettingLabel label(CellRow cell, Set<String> unsaid) {
    String data =
        String.format(
            Locale.ROOT,
            "%s (%,d training, %,d test images)",
            cell.dataset(),
            cell.trainImages(),
            cell.images());
    Map<String, String> own = circumstances(cell);
    own.keySet().removeAll(unsaid);
    String attack =
        cell.attack()
            + (cell.access().equals("gradients") ? "" : " (" + cell.access() + " only)")
            + Distinctions.text(own, circumstances.get(cell.attack()));
    String gradient = cell.gradient().equals("exact") ? "" : " (" + cell.gradient() + ")";
    return new SettingLabel(data, attack, threat(cell) + gradient);
  }

  /** A transfer is from one model to many; a substitute is each target's own. */
  private String threat(CellRow cell) {
    DefenseLabel source = defenses.get(cell.sourceModelId());
    boolean transfer = cell.threatModel().equals("transfer") && source != null;
    return cell.threatModel() + (transfer ? " from " + source.text() : "");
  }

  private static Map<String, String> circumstances(CellRow cell) {
    Map<String, String> circumstances = Distinctions.fields(cell.attackParameters());
    if (cell.defenseDraws() != null) {
      circumstances.put("eot-samples", String.valueOf(cell.defenseDraws()));
    }
    circumstances.put("misclassified", cell.misclassified());
    circumstances.put("labels", cell.labels());
    circumstances.put("norm", cell.norm());
    return circumstances;
  }
}
