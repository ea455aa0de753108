package org.qusecnets.sweep.jobs.publication;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.qusecnets.sweep.table.ExampleRow;

/**
 * What the examples of one cell add up to. Sums are of whole numbers or decimals, so that they do
 * not depend on the order in which examples are added, as sums of floating-point numbers would.
 */
final class CellCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Decimal places of what is added; more are rounded. */
  private static final int PLACES = 15;

  /** What images are counted for. */
  enum Count {
    IMAGES,
    CLEAN_CORRECT,
    ADVERSARIAL_CORRECT,
    ROUNDED_CORRECT,
    ATTACKED,
    SUCCESSES,
    /** Successes of which the queries are known. */
    QUERIED,
    /** Successes found at a smaller epsilon. */
    REUSED,
    /** By a detector. */
    EXAMINED,
    CLEAN_DETECTED,
    SUCCESSES_DETECTED,
    /** Classified correctly or detected. */
    DEFENDED_CORRECT,
    /** Of which a gradient is known. */
    GRADIENTS,
    GRADIENT_ZERO,
    GRADIENT_NON_FINITE
  }

  /** What is added up. */
  enum Sum {
    CHANGED_VALUES,
    L1,
    L2,
    LINF,
    SUCCESS_CHANGED_VALUES,
    SUCCESS_L1,
    SUCCESS_L2,
    SUCCESS_LINF,
    SUCCESS_QUERIES,
    ATTACK_GRADIENTS,
    ATTACK_INFERENCES,
    GRADIENT_ZERO_SHARE
  }

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);
  private final Map<Sum, BigDecimal> sums = new EnumMap<>(Sum.class);
  private final BitSet images = new BitSet();
  private final BrokenImages broken = new BrokenImages();
  private double seconds;

  void add(ExampleRow row) {
    boolean adversarialCorrect = row.adversarialPrediction() == row.label();
    boolean adversarialDetected = Boolean.TRUE.equals(row.adversarialDetected());
    images.set(row.imageIndex());
    broken.add(row);
    seconds += row.attackSeconds();
    count(Count.IMAGES, true);
    count(Count.CLEAN_CORRECT, row.cleanPrediction() == row.label());
    count(Count.ADVERSARIAL_CORRECT, adversarialCorrect);
    count(Count.ROUNDED_CORRECT, row.roundedPrediction() == row.label());
    count(Count.ATTACKED, row.attacked());
    count(Count.SUCCESSES, row.success());
    count(Count.REUSED, row.reused() && row.success());
    count(Count.EXAMINED, row.cleanDetected() != null);
    count(Count.CLEAN_DETECTED, Boolean.TRUE.equals(row.cleanDetected()));
    count(Count.SUCCESSES_DETECTED, row.success() && adversarialDetected);
    count(Count.DEFENDED_CORRECT, adversarialCorrect || adversarialDetected);
    sum(Sum.CHANGED_VALUES, row.changedValues());
    sum(Sum.L1, row.l1());
    sum(Sum.L2, row.l2());
    sum(Sum.LINF, row.linf());
    if (row.success()) {
      sum(Sum.SUCCESS_CHANGED_VALUES, row.changedValues());
      sum(Sum.SUCCESS_L1, row.l1());
      sum(Sum.SUCCESS_L2, row.l2());
      sum(Sum.SUCCESS_LINF, row.linf());
    }
    if (row.success() && row.queries() != null) {
      count(Count.QUERIED, true);
      sum(Sum.SUCCESS_QUERIES, row.queries());
    }
    sum(Sum.ATTACK_GRADIENTS, row.attackGradients());
    sum(Sum.ATTACK_INFERENCES, row.attackInferences());
    if (row.gradientZeroShare() != null) {
      count(Count.GRADIENTS, true);
      count(Count.GRADIENT_ZERO, row.gradientZeroShare() == 1);
      sum(Sum.GRADIENT_ZERO_SHARE, row.gradientZeroShare());
    }
    count(
        Count.GRADIENT_NON_FINITE, row.gradientNonFinite() != null && row.gradientNonFinite() > 0);
  }

  private void count(Count what, boolean holds) {
    if (holds) {
      counts.merge(what, 1L, Long::sum);
    }
  }

  private void sum(Sum what, double value) {
    BigDecimal exact = BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP);
    sums.merge(what, exact, BigDecimal::add);
  }

  /** The counts of both. */
  CellCounts plus(CellCounts other) {
    CellCounts both = new CellCounts();
    for (CellCounts one : new CellCounts[] {this, other}) {
      one.counts.forEach((what, number) -> both.counts.merge(what, number, Long::sum));
      one.sums.forEach((what, sum) -> both.sums.merge(what, sum, BigDecimal::add));
      both.images.or(one.images);
      both.broken.addAll(one.broken);
      both.seconds += one.seconds;
    }
    return both;
  }

  long number(Count what) {
    return counts.getOrDefault(what, 0L);
  }

  /** The number of images that differ: less than {@link Count#IMAGES} if one is there twice. */
  long distinctImages() {
    return images.cardinality();
  }

  /** Which images are broken. */
  BrokenImages broken() {
    return broken;
  }

  /** The mean over as many images as are counted; null if there are none. */
  Double mean(Sum what, Count over) {
    return number(over) == 0
        ? null
        : (Double) (sums.getOrDefault(what, BigDecimal.ZERO).doubleValue() / number(over));
  }

  /** Wall time of the attack on all images. */
  double seconds() {
    return seconds;
  }
}
