package org.qusecnets.sweep.jobs.publication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qusecnets.sweep.attack.Access;
import org.qusecnets.sweep.grid.Cell;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.jobs.publication.CellCounts.Count;
import org.qusecnets.sweep.jobs.publication.CellCounts.Sum;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.network.NetworkClassifier;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.AttackColumns;
import org.qusecnets.sweep.table.CellRow;
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
      long rows = found == null ? 0 : found.number(Count.IMAGES);
      long images = found == null ? 0 : found.distinctImages();
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
    Share success = measured.share(Count.SUCCESSES, measured.number(Count.ATTACKED));
    Long images = measured.number(Count.IMAGES);
    return new CellRow(
        CellRow.SCHEMA.version(),
        cell.id(),
        cell.model().id(),
        cell.dataset().name(),
        cell.dataset().trainImages(),
        cell.model().network(),
        ModelTable.defense(cell.model()),
        new AttackColumns(
            cell.attack().type(),
            Fingerprint.canonical(cell.attack().parameters()),
            cell.attack().target().word(),
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
        measured.share(Count.CLEAN_CORRECT, images),
        measured.share(Count.ADVERSARIAL_CORRECT, images),
        measured.share(Count.ROUNDED_CORRECT, images),
        measured.number(Count.ATTACKED),
        success,
        measured.number(Count.REUSED),
        measured.detection(Count.CLEAN_DETECTED, images),
        measured.detection(Count.SUCCESSES_DETECTED, success == null ? null : success.count()),
        measured.detection(Count.DEFENDED_CORRECT, images),
        measured.norms(Count.IMAGES, Sum.CHANGED_VALUES, Sum.L1, Sum.L2, Sum.LINF, values(cell)),
        measured.norms(
            Count.SUCCESSES,
            Sum.SUCCESS_CHANGED_VALUES,
            Sum.SUCCESS_L1,
            Sum.SUCCESS_L2,
            Sum.SUCCESS_LINF,
            values(cell)),
        measured.effort(),
        measured.gradients(),
        measured.counts == null ? null : measured.counts.seconds());
  }

  private static ThreatColumns threat(Cell cell) {
    return new ThreatColumns(
        Options.nameOf(cell.threat().model()),
        cell.source().id(),
        cell.threat().gradientName(),
        gradientThrough(cell).map(Fingerprint::canonical).orElse(null),
        cell.threat().adaptation(cell.attack(), cell.model().recipe()),
        cell.seesDefense() && cell.model().recipe().isRandom() ? cell.threat().eotSamples() : null,
        cell.model().recipe().isRandom() ? NetworkClassifier.SCORING_DRAWS : null,
        Options.nameOf(cell.threat().misclassified()),
        Options.nameOf(cell.threat().labels()));
  }

  /** The number of an image's values. */
  private static int values(Cell cell) {
    return cell.dataset().shape().size();
  }

  private static Optional<Map<String, String>> gradientThrough(Cell cell) {
    if (!cell.seesDefense() || cell.attack().access() != Access.GRADIENTS) {
      return Optional.empty();
    }
    Map<String, String> through =
        cell.model().recipe().gradients(cell.threat().way(), cell.dataset().shape());
    return through.isEmpty() ? Optional.empty() : Optional.of(through);
  }

  /** What was measured of a cell, or nothing. */
  private record Measured(CellCounts counts) {
    Long number(Count what) {
      return counts == null ? null : (Long) counts.number(what);
    }

    private boolean isEmpty(Count over) {
      return counts == null || counts.number(over) == 0;
    }

    Share share(Count what, Long of) {
      return counts == null ? null : Share.of(counts.number(what), of);
    }

    /** What a detector says, if there is one. */
    Share detection(Count what, Long of) {
      return isEmpty(Count.EXAMINED) ? null : share(what, of);
    }

    NormColumns norms(Count over, Sum changedValues, Sum l1, Sum l2, Sum linf, int values) {
      if (isEmpty(over)) {
        return null;
      }
      double changed = counts.mean(changedValues, over);
      return new NormColumns(
          changed,
          changed / values,
          counts.mean(l1, over),
          counts.mean(l2, over),
          counts.mean(linf, over));
    }

    EffortColumns effort() {
      return isEmpty(Count.ATTACKED)
          ? null
          : new EffortColumns(
              counts.mean(Sum.ATTACK_GRADIENTS, Count.ATTACKED),
              counts.mean(Sum.ATTACK_INFERENCES, Count.ATTACKED),
              counts.mean(Sum.SUCCESS_QUERIES, Count.QUERIED));
    }

    /** What is known of gradients, if any were taken. */
    GradientColumns gradients() {
      return isEmpty(Count.GRADIENTS)
          ? null
          : new GradientColumns(
              counts.mean(Sum.GRADIENT_ZERO_SHARE, Count.GRADIENTS),
              counts.number(Count.GRADIENT_ZERO),
              counts.number(Count.GRADIENT_NON_FINITE));
    }
  }
}
