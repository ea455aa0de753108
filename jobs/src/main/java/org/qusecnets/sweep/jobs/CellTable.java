package org.qusecnets.sweep.jobs;

import java.util.ArrayList;
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
    Share success = new Share(successes, attacked);
    boolean gradients = counts.number("gradients") > 0;
    Optional<Detection> detection =
        counts.number("examined") > 0 ? Optional.of(Detection.of(counts)) : Optional.empty();
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
        gradientThrough(cell).map(Fingerprint::canonical).orElse(null),
        cell.seesDefense() && cell.model().recipe().isRandom() ? cell.threat().draws() : null,
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
        success.share(),
        success.low(),
        success.high(),
        counts.number("carried"),
        detection.map(d -> d.falsePositives.count).orElse(null),
        detection.map(d -> d.falsePositives.share()).orElse(null),
        detection.map(d -> d.falsePositives.low()).orElse(null),
        detection.map(d -> d.falsePositives.high()).orElse(null),
        detection.map(d -> d.successes.count).orElse(null),
        detection.map(d -> d.successes.share()).orElse(null),
        detection.map(d -> d.successes.low()).orElse(null),
        detection.map(d -> d.successes.high()).orElse(null),
        detection.map(d -> d.defended.count).orElse(null),
        detection.map(d -> d.defended.share()).orElse(null),
        detection.map(d -> d.defended.low()).orElse(null),
        detection.map(d -> d.defended.high()).orElse(null),
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

  /** A count out of a number, which may be zero: then there is no share. */
  private record Share(long count, long of) {
    Double share() {
      return of == 0 ? null : (Double) ((double) count / of);
    }

    Double low() {
      return of == 0 ? null : (Double) Wilson.of(count, of).low();
    }

    Double high() {
      return of == 0 ? null : (Double) Wilson.of(count, of).high();
    }
  }

  /** What a detector made of a cell's images. */
  private record Detection(Share falsePositives, Share successes, Share defended) {
    static Detection of(CellCounts counts) {
      long images = counts.number("images");
      return new Detection(
          new Share(counts.number("clean_detected"), images),
          new Share(counts.number("successes_detected"), counts.number("successes")),
          new Share(counts.number("defended_correct"), images));
    }
  }
}
