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
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.recipe.QuantizationOptions;
import org.qusecnets.sweep.table.CellRow;

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
    Long images = measured.number("images");
    Share clean = measured.share("clean_correct", "images");
    Share adversarial = measured.share("adversarial_correct", "images");
    Share rounded = measured.share("rounded_correct", "images");
    Share success = measured.share("successes", "attacked");
    Share falsePositives = measured.detection("clean_detected", images);
    Share detected = measured.detection("successes_detected", success.count);
    Share defended = measured.detection("defended_correct", images);
    Optional<QuantizationOptions> quantization = cell.model().recipe().quantizationLayer();
    return new CellRow(
        CellRow.SCHEMA.version(),
        cell.id(),
        cell.model().id(),
        cell.dataset().name(),
        cell.dataset().trainImages(),
        cell.model().defense().type(),
        Fingerprint.canonical(cell.model().defense().parameters()),
        quantization.map(QuantizationOptions::levels).orElse(null),
        quantization.map(QuantizationOptions::z).orElse(null),
        cell.attack().type(),
        Fingerprint.canonical(cell.attack().parameters()),
        Options.nameOf(cell.attack().target()),
        Options.nameOf(cell.attack().access()),
        Options.nameOf(cell.threat().model()),
        cell.source().id(),
        Options.nameOf(cell.threat().gradient()),
        gradientThrough(cell).map(Fingerprint::canonical).orElse(null),
        cell.seesDefense() && cell.model().recipe().isRandom() ? cell.threat().eotSamples() : null,
        Options.nameOf(cell.threat().misclassified()),
        Options.nameOf(cell.threat().labels()),
        Options.nameOf(cell.attack().norm()),
        cell.epsilon(),
        cell.reusedFrom().isEmpty() ? null : Fingerprint.canonical(cell.reusedFrom()),
        cell.model().seed(),
        failure == null ? UnitResult.COMPLETE : failure.status(),
        failure == null ? null : failure.reason(),
        failure == null ? null : failure.trace(),
        cell.dataset().testImages(),
        clean.count,
        clean.share(),
        clean.low(),
        clean.high(),
        adversarial.count,
        adversarial.share(),
        adversarial.low(),
        adversarial.high(),
        rounded.count,
        rounded.share(),
        rounded.low(),
        rounded.high(),
        success.of,
        success.count,
        success.share(),
        success.low(),
        success.high(),
        measured.number("carried"),
        falsePositives.count,
        falsePositives.share(),
        falsePositives.low(),
        falsePositives.high(),
        detected.count,
        detected.share(),
        detected.low(),
        detected.high(),
        defended.count,
        defended.share(),
        defended.low(),
        defended.high(),
        measured.mean("l0", "images"),
        measured.mean("l2", "images"),
        measured.mean("linf", "images"),
        measured.mean("success_l0", "successes"),
        measured.mean("success_l2", "successes"),
        measured.mean("success_linf", "successes"),
        measured.mean("attack_gradients", "attacked"),
        measured.mean("attack_inferences", "attacked"),
        measured.mean("gradient_zero_share", "gradients"),
        measured.gradients("gradient_zero_images"),
        measured.gradients("gradient_non_finite_images"),
        measured.counts == null ? null : measured.counts.seconds());
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

  /** A count out of a number; both may be missing, or the number zero: then there is no share. */
  private record Share(Long count, Long of) {
    Double share() {
      return isEmpty() ? null : (Double) ((double) count / of);
    }

    Double low() {
      return isEmpty() ? null : (Double) Wilson.of(count, of).low();
    }

    Double high() {
      return isEmpty() ? null : (Double) Wilson.of(count, of).high();
    }

    private boolean isEmpty() {
      return count == null || of == null || of == 0;
    }
  }

  /** What was measured of a cell, or nothing. */
  private record Measured(CellCounts counts) {
    Long number(String column) {
      return counts == null ? null : (Long) counts.number(column);
    }

    Double mean(String column, String over) {
      return counts == null ? null : counts.mean(column, over);
    }

    Share share(String column, String of) {
      return new Share(number(column), number(of));
    }

    /** What a detector says, if there is one. */
    Share detection(String column, Long of) {
      return counts == null || counts.number("examined") == 0
          ? new Share(null, null)
          : new Share(number(column), of);
    }

    /** What is known of gradients, if any were taken. */
    Long gradients(String column) {
      return counts == null || counts.number("gradients") == 0 ? null : number(column);
    }
  }
}
