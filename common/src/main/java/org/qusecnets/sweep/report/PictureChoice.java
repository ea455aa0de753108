package org.qusecnets.sweep.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Which cells a report has pictures of, always the same of the same cells: of every setting the
 * smallest seed, every defense, and of its epsilons the middle one, the largest and the smallest,
 * as far as there is room.
 *
 * @param cells their ids
 * @param images how many images of each
 */
public record PictureChoice(Set<String> cells, int images) {
  private static final int MOST_IMAGES = 5;
  private static final int EPSILONS = 3;

  /**
   * Chooses among complete cells, so that at most {@code rows} rows of examples come of it.
   *
   * @param models of which some may be missing; they tell networks apart
   */
  public static PictureChoice of(List<CellRow> cells, List<ModelRow> models, int rows) {
    List<SettingLabel> settings = SettingLabels.of(cells, DefenseLabels.of(cells, models));
    Map<SettingLabel, TreeMap<Long, TreeMap<Double, List<String>>>> complete =
        new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      CellRow cell = cells.get(i);
      if (cell.outcome().status().equals("complete")) {
        complete
            .computeIfAbsent(settings.get(i), s -> new TreeMap<>())
            .computeIfAbsent(cell.seed(), s -> new TreeMap<>())
            .computeIfAbsent(cell.epsilon(), e -> new ArrayList<>())
            .add(cell.cellId());
      }
    }
    Set<String> chosen = new LinkedHashSet<>();
    for (int round = 0; round < EPSILONS; round++) {
      for (TreeMap<Long, TreeMap<Double, List<String>>> setting : complete.values()) {
        TreeMap<Double, List<String>> byEpsilon = setting.firstEntry().getValue();
        for (String cell : byEpsilon.get(epsilon(round, List.copyOf(byEpsilon.keySet())))) {
          if (chosen.size() < rows) {
            chosen.add(cell);
          }
        }
      }
    }
    int images = chosen.isEmpty() ? 0 : Math.min(MOST_IMAGES, rows / chosen.size());
    return new PictureChoice(chosen, images);
  }

  private static Double epsilon(int round, List<Double> epsilons) {
    int last = epsilons.size() - 1;
    return epsilons.get(
        switch (round) {
          case 0 -> last / 2;
          case 1 -> last;
          default -> 0;
        });
  }
}
