package org.qusecnets.sweep.jobs.publication;

import java.io.Serializable;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.qusecnets.sweep.certificate.Status;
import org.qusecnets.sweep.table.CertificateRow;

/** What the certificates of one certified cell add up to: in whole numbers, in any order. */
final class CertifiedCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<Status, BitSet> images = new EnumMap<>(Status.class);
  private long rows;
  private long bounded;
  private long undecidedValues;
  private long unstableRectifiers;
  private double seconds;

  CertifiedCounts() {
    for (Status status : Status.values()) {
      images.put(status, new BitSet());
    }
  }

  /** The counts of some rows, by the cell's id. */
  static Map<String, CertifiedCounts> of(Stream<CertificateRow> rows) {
    Map<String, CertifiedCounts> counts = new HashMap<>();
    rows.forEach(
        row ->
            counts.computeIfAbsent(row.certifiedCellId(), cell -> new CertifiedCounts()).add(row));
    return counts;
  }

  private void add(CertificateRow row) {
    rows++;
    images.get(row.status()).set(row.imageIndex());
    seconds += row.seconds();
    if (row.undecidedValues() != null && row.unstableRectifiers() != null) {
      bounded++;
      undecidedValues += row.undecidedValues();
      unstableRectifiers += row.unstableRectifiers();
    }
  }

  /** The counts of both. */
  static CertifiedCounts plus(CertifiedCounts one, CertifiedCounts other) {
    CertifiedCounts both = new CertifiedCounts();
    for (CertifiedCounts counts : new CertifiedCounts[] {one, other}) {
      counts.images.forEach((status, some) -> both.images.get(status).or(some));
      both.rows += counts.rows;
      both.bounded += counts.bounded;
      both.undecidedValues += counts.undecidedValues;
      both.unstableRectifiers += counts.unstableRectifiers;
      both.seconds += counts.seconds;
    }
    return both;
  }

  /** The numbers of the images that have a status. */
  BitSet images(Status status) {
    return (BitSet) images.get(status).clone();
  }

  long number(Status status) {
    return images.get(status).cardinality();
  }

  /** The number of rows. */
  long rows() {
    return rows;
  }

  /** The number of images that differ. */
  long distinctImages() {
    BitSet all = new BitSet();
    images.values().forEach(all::or);
    return all.cardinality();
  }

  /** Over the images whose box was bounded; null if there are none. */
  Double meanUndecidedValues() {
    return bounded == 0 ? null : (Double) ((double) undecidedValues / bounded);
  }

  /** Likewise. */
  Double meanUnstableRectifiers() {
    return bounded == 0 ? null : (Double) ((double) unstableRectifiers / bounded);
  }

  double seconds() {
    return seconds;
  }
}
