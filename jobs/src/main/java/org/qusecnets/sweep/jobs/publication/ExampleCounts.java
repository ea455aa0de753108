package org.qusecnets.sweep.jobs.publication;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What examples add up to.
 *
 * @param cells by the cell's id
 * @param nearest the nearest adversarial images of all cells together
 */
record ExampleCounts(Map<String, CellCounts> cells, NearestAdversarial nearest)
    implements Serializable {
  static ExampleCounts none() {
    return new ExampleCounts(new HashMap<>(), new NearestAdversarial());
  }

  /**
   * The counts of some examples.
   *
   * @param scopes where the distances of a cell belong, by its id; cells that were not planned are
   *     counted all the same
   */
  static ExampleCounts of(
      Stream<ExampleRow> examples, Map<String, NearestAdversarial.Scope> scopes) {
    ExampleCounts counts = none();
    examples.forEach(
        row -> {
          counts.cells.computeIfAbsent(row.cellId(), cell -> new CellCounts()).add(row);
          if (scopes.containsKey(row.cellId())) {
            counts.nearest.add(scopes.get(row.cellId()), row);
          }
        });
    return counts;
  }

  /** Adds what another one has. */
  void addAll(ExampleCounts other) {
    other.cells.forEach((cell, counts) -> cells.merge(cell, counts, CellCounts::plus));
    nearest.addAll(other.nearest);
  }
}
