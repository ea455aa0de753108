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
                    .computeIfAbsent(cell.attack().type(), a -> new LinkedHashSet<>())
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
        cell.attack().type(),
        cell.attack().parameters(),
        cell.attack().access(),
        threat(cell),
        cell.threat().gradient(),
        cell.threat().eotSamples(),
        cell.threat().misclassified(),
        cell.threat().labels(),
        cell.norm());
  }

  private SettingLabel fullLabel(CellRow cell) {
    return label(cell, Set.of());
  }

  private SettingLabel shortLabel(CellRow cell) {
    return label(cell, DEPENDENT);
  }

  private SettingLabel label(CellRow cell, Set<String> unsaid) {
    String data = data(cell.dataset(), cell.trainImages(), cell.images());
    Map<String, String> own = circumstances(cell);
    own.keySet().removeAll(unsaid);
    String attack =
        cell.attack().type()
            + (cell.attack().access().equals("gradients")
                ? ""
                : " (" + cell.attack().access() + " only)")
            + Distinctions.text(own, circumstances.get(cell.attack().type()));
    String gradient =
        cell.threat().gradient().equals("exact") ? "" : " (" + cell.threat().gradient() + ")";
    return new SettingLabel(data, attack, threat(cell) + gradient);
  }

  static String data(String dataset, int trainImages, long images) {
    return String.format(
        Locale.ROOT, "%s (%,d training, %,d test images)", dataset, trainImages, images);
  }

  /** A transfer is from one model to many; a substitute is each target's own. */
  private String threat(CellRow cell) {
    DefenseLabel source = defenses.get(cell.threat().sourceModelId());
    boolean transfer = cell.threat().model().equals("transfer") && source != null;
    return cell.threat().model() + (transfer ? " from " + source.text() : "");
  }

  private static Map<String, String> circumstances(CellRow cell) {
    Map<String, String> circumstances = Distinctions.fields(cell.attack().parameters());
    if (cell.threat().eotSamples() != null) {
      circumstances.put("eot-samples", String.valueOf(cell.threat().eotSamples()));
    }
    circumstances.put("misclassified", cell.threat().misclassified());
    circumstances.put("labels", cell.threat().labels());
    circumstances.put("norm", cell.norm());
    return circumstances;
  }
}
