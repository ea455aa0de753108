package org.qusecnets.sweep.claim;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.ModelRow;

/** The cells of a sweep that claims are put to. */
final class Evidence {
  private static final int MOST_NAMED = 5;

  private final List<Observation> observations;

  /** The evidence of these tables; cells whose model is not in {@code models} have no recipe. */
  Evidence(List<CellRow> cells, List<ModelRow> models) {
    Map<String, String> recipes = new HashMap<>();
    models.forEach(model -> recipes.put(model.modelId(), model.recipe()));
    observations =
        cells.stream()
            .map(cell -> Observation.of(cell, recipes))
            .sorted(Comparator.comparing(observation -> observation.cell().cellId()))
            .toList();
  }

  /** The cells that a selector means and that can be used, by id. */
  List<Observation> select(Selector selector, Measure measure) {
    return observations.stream()
        .filter(cell -> isUsable(cell, measure) && selector.matches(cell))
        .toList();
  }

  private static boolean isUsable(Observation cell, Measure measure) {
    return cell.isComplete() && measure.count(cell.cell()) != null;
  }

  /** Why a selector finds nothing. */
  String missing(Selector selector, Measure measure) {
    String absent =
        selector.criteria().stream()
            .filter(criterion -> select(new Selector(List.of(criterion)), measure).isEmpty())
            .map(Criterion::text)
            .collect(Collectors.joining(", "));
    return "no complete cell has all of: "
        + selector.text()
        + (absent.isEmpty() ? "" : "; none at all has: " + absent);
  }

  /** A sentence about cells that are meant but cannot be used; empty if there are none. */
  String unusable(Collection<Selector> selectors, Measure measure) {
    Map<String, String> found = new TreeMap<>();
    for (Observation cell : observations) {
      if (!isUsable(cell, measure)
          && selectors.stream().anyMatch(selector -> selector.matches(cell))) {
        found.put(cell.cell().cellId(), cell.cell().outcome().status());
      }
    }
    if (found.isEmpty()) {
      return "";
    }
    String named =
        found.entrySet().stream()
            .limit(MOST_NAMED)
            .map(cell -> cell.getKey() + " (" + cell.getValue() + ")")
            .collect(Collectors.joining(", "));
    int more = found.size() - MOST_NAMED;
    return "; not used since not complete: " + named + (more > 0 ? " and " + more + " more" : "");
  }
}
