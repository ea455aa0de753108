package org.qusecnets.sweep.resilience;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.qusecnets.sweep.dataset.ImageSet;

/**
 * How often each of the 256 grey values occurs in images, and what constant quantization with hard
 * thresholds ({@link ConstantLevels}) does to them. Distances are in [0, 1], the range of pixels,
 * and compared in whole numbers: a value v is at v / 255, a threshold at k / n.
 */
public final class GreyValues {
  private static final int MOST = 255;

  private final long[] counts;
  private final long total;

  private GreyValues(long[] counts, long total) {
    this.counts = counts;
    this.total = total;
  }

  /** The values of some images of a set. */
  public static GreyValues of(ImageSet images, int[] numbers) {
    long[] counts = new long[MOST + 1];
    for (int image : numbers) {
      for (int i = 0; i < images.shape().size(); i++) {
        counts[images.pixel(image, i)]++;
      }
    }
    return new GreyValues(counts, (long) numbers.length * images.shape().size());
  }

  /**
   * Share of the values that are farther than epsilon from every threshold: a change of epsilon
   * does not carry them across one.
   */
  public double shareFartherThan(double epsilon, int levels) {
    // Distances are whole multiples of 1 / (255 n).
    int bound =
        BigDecimal.valueOf(epsilon)
            .multiply(BigDecimal.valueOf((long) MOST * levels))
            .setScale(0, RoundingMode.FLOOR)
            .intValueExact();
    return IntStream.rangeClosed(0, MOST)
            .filter(value -> distance(value, levels) > bound)
            .mapToLong(value -> counts[value])
            .sum()
        / (double) total;
  }

  /** From a value to the nearest threshold, in 1 / (255 n). */
  private static int distance(int value, int levels) {
    int last = (levels - 1) * MOST;
    int nearest = (value * levels + MOST / 2) / MOST * MOST;
    return Math.abs(value * levels - Math.min(last, Math.max(MOST, nearest)));
  }

  /**
   * What quantization makes of a value: k / (n - 1) where it is above k thresholds; one that it is
   * on counts half, as Eq. 1 says of any z.
   *
   * @param value 0 to 255
   * @param levels n, at least 2
   */
  public static double quantize(int value, int levels) {
    int above = value * levels / MOST;
    boolean on = above * MOST == value * levels && above > 0 && above < levels;
    return (Math.min(above, levels - 1) - (on ? 0.5 : 0)) / (levels - 1);
  }

  /** Root mean square of the quantization's error, over all values. */
  public double rmsError(int levels) {
    double squares = 0;
    for (int value = 0; value <= MOST; value++) {
      squares += counts[value] * error(value, levels) * error(value, levels);
    }
    return Math.sqrt(squares / total);
  }

  /** The largest error that occurs. */
  public double largestError(int levels) {
    return IntStream.rangeClosed(0, MOST)
        .filter(value -> counts[value] > 0)
        .mapToDouble(value -> error(value, levels))
        .max()
        .orElseThrow();
  }

  private static double error(int value, int levels) {
    return Math.abs(quantize(value, levels) - value / (double) MOST);
  }

  /**
   * The smallest n from which on, up to {@link ConstantLevels#MOST}, the root mean square error is
   * not above a bound. There is one: 256 levels keep all grey values as they are.
   *
   * @param bound at least 0
   */
  public int fewestWithin(double bound) {
    int levels = ConstantLevels.MOST;
    while (levels > ConstantLevels.FEWEST && rmsError(levels - 1) <= bound) {
      levels--;
    }
    return levels;
  }

  /**
   * The largest n up to which, from 2 on, at least half of the values are farther than epsilon from
   * every threshold; empty if there is none.
   */
  public OptionalInt mostWithHalfFartherThan(double epsilon) {
    return IntStream.rangeClosed(ConstantLevels.FEWEST, ConstantLevels.MOST)
        .takeWhile(levels -> shareFartherThan(epsilon, levels) >= 0.5)
        .max();
  }
}
