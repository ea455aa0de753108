package org.qusecnets.sweep.claim;

import java.io.Serializable;
import org.qusecnets.sweep.evaluation.Wilson;
import org.qusecnets.sweep.options.InvalidOption;

/**
 * What a publication reports, in points.
 *
 * @param low the number, or the lower end of a range; from -100 to 100
 * @param high the same number, or the upper end
 * @param images test images behind it; 0 if that is not known
 */
public record Paper(double low, double high, int images) implements Serializable {
  static final String KEY = "paper";
  static final String IMAGES = "paper-images";
  private static final double POINTS = 100;

  /** Checks order and range. */
  public Paper {
    if (!(low >= -POINTS && low <= high && high <= POINTS)) {
      throw new InvalidOption(
          KEY,
          "must be a number from -100 to 100, or two such as [50, 96], the lower first",
          low == high ? low : "[" + low + ", " + high + "]");
    }
    if (images < 0) {
      throw new InvalidOption(IMAGES, "must be at least 1, or 0 where it is not known", images);
    }
  }

  Interval range() {
    return new Interval(low, high);
  }

  /** The range with the 95 % Wilson intervals of its ends, where the number of images is known. */
  Interval interval() {
    return images == 0 ? range() : new Interval(wilson(low).low(), wilson(high).high());
  }

  private Interval wilson(double points) {
    Wilson wilson = Wilson.of(Math.round(points / POINTS * images), images);
    return new Interval(POINTS * wilson.low(), POINTS * wilson.high());
  }
}
