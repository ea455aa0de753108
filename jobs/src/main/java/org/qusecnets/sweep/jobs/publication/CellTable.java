package org.qusecnets.sweep.jobs.publication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.dataset.Datasets;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.table.AttackColumns;
import org.qusecnets.sweep.table.CellRow;
import org.qusecnets.sweep.table.DefenseColumns;
import org.qusecnets.sweep.table.EffortColumns;
import org.qusecnets.sweep.table.GradientColumns;
import org.qusecnets.sweep.table.NormColumns;
import org.qusecnets.sweep.table.OutcomeColumns;
import org.qusecnets.sweep.table.Share;
import org.qusecnets.sweep.table.ThreatColumns;

/**
 * Makes the table of cells from the examples, and refuses to if they are not exactly those that
 * were planned.
 */
final class CellTable {
  private CellTable() {}

  /**
   * One row for each cell, in the order of the plan.
   *
   * @param counts what the examples of complete cells add up to, by cell
   * @param failures why the others are not complete, by cell
   * @throws IllegalStateException if these are not exactly the cells and images that were planned
   */
  static List<CellRow> rows(
      List<Cell> cells, Map<String, CellCounts> counts, Map<String, Failure> failures) {
    checkComplete(cells, counts, failures);
    List<CellRow> rows = new ArrayList<>();
    for (Cell cell : cells) {
      Failure failure = failures.get(cell.id());
      rows.add(row(cell, new Measured(counts.get(cell.id())), failure));
    }
    return rows;
  }

  private static void checkComplete(
      List<Cell> cells, Map<String, CellCounts> counts, Map<String, Failure> failures) {
    Set<String> foreign = new TreeSet<>(counts.keySet());
    foreign.addAll(failures.keySet());
    Set<String> planned = new HashSet<>();
    for (Cell cell : cells) {
      if (!planned.add(cell.id())) {
        throw new IllegalStateException("cell " + cell.id() + " is planned twice");
      }
      foreign.remove(cell.id());
      CellCounts found = counts.get(cell.id());
      long expected = failures.containsKey(cell.id()) ? 0 : cell.dataset().testImages();
      long rows = found == null ? 0 : found.number("images");
      long images = found == null ? 0 : found.number("distinct_images");
      if (rows != expected || images != expected) {
        throw new IllegalStateException(
            "cell %s has %d examples of %d images, planned were %d"
                .formatted(cell.id(), rows, images, expected));
      }
    }
    if (!foreign.isEmpty()) {
      throw new IllegalStateException("examples of cells that were not planned: " + foreign);
    }
  }

  private static CellRow row(Cell cell, Measured measured, Failure failure) {
    Share success = measured.share("successes", measured.number("attacked"));
    Long images = measured.number("images");
    return new CellRow(
        CellRow.SCHEMA.version(),
        cell.id(),
        cell.model().id(),
        cell.dataset().name(),
        cell.dataset().trainImages(),
        defense(cell),
        new AttackColumns(
            cell.attack().type(),
            Fingerprint.canonical(cell.attack().parameters()),
            Options.nameOf(cell.attack().target()),
            Options.nameOf(cell.attack().access())),
        threat(cell),
        Options.nameOf(cell.attack().norm()),
        cell.epsilon(),
        cell.reusedFrom().isEmpty() ? null : Fingerprint.canonical(cell.reusedFrom()),
        cell.model().seed(),
        failure == null
            ? new OutcomeColumns(UnitResult.COMPLETE, null, null)
            : new OutcomeColumns(failure.status(), failure.reason(), failure.trace()),
        cell.dataset().testImages(),
        measured.share("clean_correct", images),
        measured.share("adversarial_correct", images),
        measured.share("rounded_correct", images),
        measured.number("attacked"),
        success,
        measured.number("reused"),
        measured.detection("clean_detected", images),
        measured.detection("successes_detected", success == null ? null : success.count()),
        measured.detection("defended_correct", images),
        measured.norms("", "images", values(cell)),
        measured.norms("success_", "successes", values(cell)),
        measured.effort(),
        measured.gradients(),
        measured.counts == null ? null : measured.counts.seconds());
  }

  private static DefenseColumns defense(Cell cell) {
    Optional<QuantizationOptions> quantization = cell.model().recipe().quantizationLayer();
    return new DefenseColumns(
        cell.model().defense().type(),
        Fingerprint.canonical(cell.model().defense().parameters()),
        quantization.map(QuantizationOptions::levels).orElse(null),
        quantization.map(QuantizationOptions::z).orElse(null));
  }

  private static ThreatColumns threat(Cell cell) {
    return new ThreatColumns(
        Options.nameOf(cell.threat().model()),
        cell.source().id(),
        Options.nameOf(cell.threat().gradient()),
        gradientThrough(cell).map(Fingerprint::canonical).orElse(null),
        cell.seesDefense() && cell.model().recipe().isRandom() ? cell.threat().eotSamples() : null,
        Options.nameOf(cell.threat().misclassified()),
        Options.nameOf(cell.threat().labels()));
  }

  /** The number of an image's values. */
  private static int values(Cell cell) {
    return Datasets.named(cell.dataset().name()).shape().size();
  }

  private static Optional<Map<String, String>> gradientThrough(Cell cell) {
    if (!cell.seesDefense() || cell.attack().access() != Access.GRADIENTS) {
      return Optional.empty();
    }
    Map<String, String> through =
        cell.model()
            .recipe()
            .gradients(cell.threat().gradient(), Datasets.named(cell.dataset().name()).shape());
    return through.isEmpty() ? Optional.empty() : Optional.of(through);
  }

  /** What was measured of a cell, or nothing. */
  private record Measured(CellCounts counts) {
    Long number(String column) {
      return counts == null ? null : (Long) counts.number(column);
    }

    private boolean isEmpty(String over) {
      return counts == null || counts.number(over) == 0;
    }

    Share share(String column, Long of) {
      return counts == null ? null : Share.of(counts.number(column), of);
    }

    /** What a detector says, if there is one. */
    Share detection(String column, Long of) {
      return isEmpty("examined") ? null : share(column, of);
    }

    NormColumns norms(String prefix, String over, int values) {
      if (isEmpty(over)) {
        return null;
      }
      double changed = counts.mean(prefix + "changed_values", over);
      return new NormColumns(
          changed,
          changed / values,
          counts.mean(prefix + "l2", over),
          counts.mean(prefix + "linf", over));
    }

    EffortColumns effort() {
      return isEmpty("attacked")
          ? null
          : new EffortColumns(
              counts.mean("attack_gradients", "attacked"),
              counts.mean("attack_inferences", "attacked"));
    }

    /** What is known of gradients, if any were taken. */
    GradientColumns gradients() {
      return isEmpty("gradients")
          ? null
          : new GradientColumns(
              counts.mean("gradient_zero_share", "gradients"),
              counts.number("gradient_zero_images"),
              counts.number("gradient_non_finite_images"));
    }
  }
}
