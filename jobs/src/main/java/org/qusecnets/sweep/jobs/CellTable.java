package org.qusecnets.sweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.network.QuantizationOptions;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CellRow;

/**
 * Makes the table of cells from the examples, and refuses to if they are not exactly those that
 * were planned.
 */
final class CellTable {
  private CellTable() {}

  /** One row for each cell, in the order of the plan. */
  static List<CellRow> rows(List<Cell> cells, Map<String, CellCounts> counts) {
    checkComplete(cells, counts);
    List<CellRow> rows = new ArrayList<>();
    for (Cell cell : cells) {
      rows.add(row(cell, counts.get(cell.id())));
    }
    return rows;
  }

  private static void checkComplete(List<Cell> cells, Map<String, CellCounts> counts) {
    Set<String> foreign = new TreeSet<>(counts.keySet());
    for (Cell cell : cells) {
      foreign.remove(cell.id());
      CellCounts found = counts.get(cell.id());
      int planned = cell.dataset().testImages();
      if (found == null
          || found.number("images") != planned
          || found.number("distinct_images") != planned) {
        throw new IllegalStateException(
            "cell "
                + cell.id()
                + " has "
                + (found == null ? 0 : found.number("images"))
                + " examples of "
                + (found == null ? 0 : found.number("distinct_images"))
                + " images, planned were "
                + planned);
      }
    }
    if (!foreign.isEmpty()) {
      throw new IllegalStateException("examples of cells that were not planned: " + foreign);
    }
  }

  private static CellRow row(Cell cell, CellCounts counts) {
    long images = counts.number("images");
    long clean = counts.number("clean_correct");
    long adversarial = counts.number("adversarial_correct");
    long rounded = counts.number("rounded_correct");
    Wilson cleanInterval = Wilson.of(clean, images);
    Wilson adversarialInterval = Wilson.of(adversarial, images);
    Wilson roundedInterval = Wilson.of(rounded, images);
    long attacked = counts.number("attacked");
    long successes = counts.number("successes");
    Optional<Wilson> successInterval =
        attacked == 0 ? Optional.empty() : Optional.of(Wilson.of(successes, attacked));
    boolean gradients = counts.number("gradients") > 0;
    QuantizationOptions quantization = cell.model().recipe().input().quantization();
    return new CellRow(
        CellRow.SCHEMA.version(),
        cell.id(),
        cell.model().id(),
        cell.dataset().name(),
        cell.dataset().trainImages(),
        cell.model().defense().type(),
        Fingerprint.canonical(cell.model().defense().parameters()),
        quantization == null ? null : quantization.levels(),
        quantization == null ? null : quantization.z(),
        cell.attack().type(),
        Fingerprint.canonical(cell.attack().parameters()),
        Options.nameOf(cell.attack().target()),
        Options.nameOf(cell.attack().access()),
        Options.nameOf(cell.threat().model()),
        cell.source().id(),
        Options.nameOf(cell.threat().gradient()),
        Options.nameOf(cell.threat().misclassified()),
        Options.nameOf(cell.threat().labels()),
        Options.nameOf(cell.attack().norm()),
        cell.epsilon(),
        cell.carriedFrom().isEmpty() ? null : Fingerprint.canonical(cell.carriedFrom()),
        cell.model().seed(),
        "complete",
        images,
        clean,
        (double) clean / images,
        cleanInterval.low(),
        cleanInterval.high(),
        adversarial,
        (double) adversarial / images,
        adversarialInterval.low(),
        adversarialInterval.high(),
        rounded,
        (double) rounded / images,
        roundedInterval.low(),
        roundedInterval.high(),
        attacked,
        successes,
        attacked == 0 ? null : (Double) ((double) successes / attacked),
        successInterval.map(Wilson::low).orElse(null),
        successInterval.map(Wilson::high).orElse(null),
        counts.number("carried"),
        counts.mean("l0"),
        counts.mean("l2"),
        counts.mean("linf"),
        counts.mean("success_l0", "successes"),
        counts.mean("success_l2", "successes"),
        counts.mean("success_linf", "successes"),
        counts.mean("attack_gradients", "attacked"),
        counts.mean("attack_inferences", "attacked"),
        counts.mean("gradient_zero_share", "gradients"),
        gradients ? counts.number("gradient_zero_images") : null,
        gradients ? counts.number("gradient_non_finite_images") : null,
        counts.seconds());
  }
}
