package org.qusecnets.sweep.report;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.qusecnets.sweep.attack.norm.Norm;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/**
 * Which curves over images a report draws, and which cells each is made of. A sweep with too many
 * images for a page to wait for has those of its smallest seeds.
 *
 * @param curves in the order of the cells, those of all attacks together first
 * @param sources what a cell's images count for, by the cell's id
 */
public record CurveChoice(List<Curve> curves, Map<String, Source> sources) implements Serializable {
  /** Rows of examples that are read at most. */
  private static final long MOST_ROWS = 3_000_000;

  /** Curves that a page holds at most. */
  private static final int MOST_CURVES = 2_000;

  /**
   * A curve to come.
   *
   * @param cellId one of its cells
   * @param setting its attack's, the same for all defenses
   */
  record Curve(ImageCurve.Kind kind, String cellId, String setting) implements Serializable {}

  /**
   * What a cell counts for.
   *
   * @param curves places among the curves
   */
  record Source(Norm norm, double epsilon, long seed, List<Integer> curves)
      implements Serializable {}

  /**
   * Chooses among complete cells.
   *
   * @param models of which some may be missing; they tell networks apart
   */
  public static CurveChoice of(List<CellRow> cells, List<ModelRow> models) {
    Map<String, DefenseLabel> defenses = DefenseLabels.of(cells, models);
    List<SettingLabel> settings = SettingLabels.of(cells, defenses);
    Set<String> counting = countingTypes(cells);
    Map<List<Object>, Curve> curves = new LinkedHashMap<>();
    Map<CellRow, List<List<Object>>> keys = new LinkedHashMap<>();
    for (ImageCurve.Kind kind : ImageCurve.Kind.values()) {
      for (int i : ofTheSmallestSeeds(cells)) {
        CellRow cell = cells.get(i);
        String setting = settings.get(i).text();
        String defense = defenses.get(cell.modelId()).text();
        List<Object> key =
            switch (kind) {
              case NEAREST -> List.of(kind, defense, settings.get(i).data(), cell.norm());
              case DISTANCE -> List.of(kind, defense, setting);
              case QUERIES -> List.of(kind, defense, setting, cell.epsilon());
            };
        boolean isWanted =
            kind != ImageCurve.Kind.QUERIES || counting.contains(cell.attack().type());
        if (isWanted && (curves.containsKey(key) || curves.size() < MOST_CURVES)) {
          curves.putIfAbsent(key, new Curve(kind, cell.cellId(), setting));
          keys.computeIfAbsent(cell, c -> new ArrayList<>()).add(key);
        }
      }
    }
    List<List<Object>> order = List.copyOf(curves.keySet());
    Map<List<Object>, Integer> places = new HashMap<>();
    for (int i = 0; i < order.size(); i++) {
      places.put(order.get(i), i);
    }
    Map<String, Source> sources = new HashMap<>();
    keys.forEach(
        (cell, own) ->
            sources.put(
                cell.cellId(),
                new Source(
                    Norm.valueOf(cell.norm().toUpperCase(Locale.ROOT)),
                    cell.epsilon(),
                    cell.seed(),
                    new ArrayList<>(own.stream().map(places::get).toList()))));
    return new CurveChoice(new ArrayList<>(curves.values()), sources);
  }

  /** Types of attacks without gradients that tell their queries, wherever they broke something. */
  private static Set<String> countingTypes(List<CellRow> cells) {
    return cells.stream()
        .filter(cell -> !cell.attack().access().equals("gradients"))
        .filter(cell -> cell.effort() != null && cell.effort().queries() != null)
        .map(cell -> cell.attack().type())
        .collect(Collectors.toSet());
  }

  private static List<Integer> ofTheSmallestSeeds(List<CellRow> cells) {
    List<Integer> bySeed = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).outcome().status().equals("complete")) {
        bySeed.add(i);
      }
    }
    bySeed.sort(Comparator.comparingLong(i -> cells.get(i).seed()));
    List<Integer> chosen = new ArrayList<>();
    long rows = 0;
    for (int i : bySeed) {
      rows += cells.get(i).images();
      if (rows > MOST_ROWS && cells.get(i).seed() != cells.get(bySeed.get(0)).seed()) {
        break;
      }
      chosen.add(i);
    }
    return chosen;
  }
}
