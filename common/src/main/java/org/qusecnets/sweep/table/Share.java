package org.qusecnets.sweep.table;

import org.qusecnets.sweep.evaluation.Wilson;

/**
 * How many of some images, and which share of them that is.
 *
 * @param count how many
 * @param share the same in [0, 1]; null where there are no images
 * @param low lower bound of its 95 % Wilson interval; null likewise
 * @param high upper bound; null likewise
 */
public record Share(
    @Column("how many") Long count,
    @Column("their share") Double share,
    @Column("lower bound of its 95 % Wilson interval") Double low,
    @Column("upper bound") Double high) {

  /** {@code count} of {@code of} images; without a share where {@code of} is 0. */
  public static Share of(long count, long of) {
    return of == 0
        ? new Share(count, null, null, null)
        : of(count, (double) count / of, Wilson.of(count, of));
  }

  /** A count whose share and interval are known. */
  public static Share of(long count, double share, Wilson interval) {
    return new Share(count, share, interval.low(), interval.high());
  }
}
