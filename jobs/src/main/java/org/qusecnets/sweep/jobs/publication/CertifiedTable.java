package org.qusecnets.sweep.jobs.publication;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.grid.CertifiedCell;
import org.qusecnets.sweep.grid.Fingerprint;
import org.qusecnets.sweep.jobs.store.Failure;
import org.qusecnets.sweep.jobs.store.UnitResult;
import org.qusecnets.sweep.options.Options;
import org.qusecnets.sweep.table.CertifiedRow;
import org.qusecnets.sweep.table.Share;

/**
 * Makes the table of what is certified, and refuses to if the certificates are not exactly those
 * that were planned.
 */
final class CertifiedTable {
  private CertifiedTable() {}

  /**
   * One row for each certified cell, in the order of the plan.
   *
   * @param failures why cells are not complete, by cell
   * @param contradictions images that are certified and broken, by cell
   * @throws IllegalStateException if these are not exactly the images that were planned
   */
  static List<CertifiedRow> rows(
      Certified certified, Map<String, Failure> failures, Map<String, BitSet> contradictions) {
    TreeSet<String> foreign = new TreeSet<>(certified.counts().keySet());
    List<CertifiedRow> rows = new ArrayList<>();
    for (CertifiedCell cell : certified.cells()) {
      foreign.remove(cell.id());
      Failure failure =
          cell.obstacle()
              .map(reason -> new Failure(CertifiedRow.NOT_APPLICABLE, reason, null))
              .orElse(failures.get(cell.id()));
      CertifiedCounts counts = certified.counts().get(cell.id());
      long expected = failure == null ? cell.dataset().testImages() : 0;
      long found = counts == null ? 0 : counts.rows();
      long images = counts == null ? 0 : counts.distinctImages();
      if (found != expected || images != expected) {
        throw new IllegalStateException(
            "certified cell %s has %d certificates of %d images, planned were %d"
                .formatted(cell.id(), found, images, expected));
      }
      rows.add(row(cell, failure, counts, contradictions.getOrDefault(cell.id(), new BitSet())));
    }
    if (!foreign.isEmpty()) {
      throw new IllegalStateException("certificates of cells that were not planned: " + foreign);
    }
    return rows;
  }

  private static CertifiedRow row(
      CertifiedCell cell, Failure failure, CertifiedCounts counts, BitSet contradicted) {
    long images = cell.dataset().testImages();
    return new CertifiedRow(
        CertifiedRow.SCHEMA.version(),
        cell.id(),
        cell.model().id(),
        cell.dataset().name(),
        cell.dataset().trainImages(),
        cell.model().network(),
        ModelTable.defense(cell.model()),
        cell.certificate().type(),
        Fingerprint.canonical(cell.certificate().parameters()),
        cell.certificate().isOfModelItself() ? CertifiedRow.MODEL : CertifiedRow.SMOOTHED_MODEL,
        Options.nameOf(cell.certificate().norm()),
        cell.epsilon(),
        cell.model().seed(),
        failure == null ? UnitResult.COMPLETE : failure.status(),
        failure == null ? null : failure.reason(),
        failure == null ? null : failure.trace(),
        images,
        share(counts, Status.CERTIFIED, images),
        share(counts, Status.BROKEN, images),
        share(counts, Status.MISCLASSIFIED, images),
        share(counts, Status.UNKNOWN, images),
        counts == null ? null : (Long) (long) contradicted.cardinality(),
        counts == null ? null : counts.meanUndecidedValues(),
        counts == null ? null : counts.meanUnstableRectifiers(),
        counts == null ? null : (Double) counts.seconds());
  }

  private static Share share(CertifiedCounts counts, Status status, long images) {
    return counts == null ? null : Share.of(counts.number(status), images);
  }
}
