package org.qusecnets.sweep.claim;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.qusecnets.sweep.evaluation.Wilson;

/**
 * A share of the images of one seed's cells, all in points from 0 to 100.
 *
 * @param count images counted in all cells
 * @param of images in all cells
 * @param images of the cell with the most: the interval is as wide as for so many, since cells
 *     share their images and are not independent of each other
 */
record PooledShare(long count, long of, long images) {
  private static final double POINTS = 100;

  /** The cells' counts added up. */
  static PooledShare pooled(Collection<Observation> cells, Measure measure) {
    Map<String, Observation> distinct = new TreeMap<>();
    cells.forEach(cell -> distinct.putIfAbsent(measure.once(cell.cell()), cell));
    long count = 0;
    long of = 0;
    long images = 0;
    for (Observation cell : distinct.values()) {
      count += measure.count(cell.cell());
      of += measure.among(cell.cell());
      images = Math.max(images, measure.among(cell.cell()));
    }
    return new PooledShare(count, of, images);
  }

  double points() {
    return POINTS * count / of;
  }

  /** Lower bound of the 95 % Wilson interval. */
  double low() {
    return POINTS * Wilson.of(Math.floorDiv(count * images, of), images).low();
  }

  /** Its upper bound. */
  double high() {
    return POINTS * Wilson.of(-Math.floorDiv(-count * images, of), images).high();
  }
}
