package org.qusecnets.sweep.claim;

import org.qusecnets.sweep.evaluation.Wilson;

/**
 * That {@code of} is above {@code over} more often than not.
 *
 * @param contrast what is above what; where the seed is matched each seed is a pair of its own
 */
record Exceeds(Contrast contrast) implements PairedComparison {
  private static final double POINTS = 100;

  @Override
  public Type type() {
    return Type.EXCEEDS;
  }

  @Override
  public String measured(Measure measure) {
    return "share of pairs in % with more " + measure.words() + ": " + contrast.text();
  }

  @Override
  public Finding judge(Evidence evidence, Measure measure, Paper paper) {
    boolean bySeed = contrast.matched(measure).contains(Factor.SEED);
    return contrast.judge(evidence, measure, pairs -> judge(bySeed ? pairs.bySeed() : pairs));
  }

  private static Finding judge(Pairs pairs) {
    long wins = pairs.count(pair -> pair.difference() > 0);
    long clearWins = pairs.count(Pair::isClearlyAbove);
    long clearLosses = pairs.count(Pair::isClearlyBelow);
    Wilson interval = Wilson.of(wins, pairs.size());
    String because =
        "%d of %d pairs are won; with disjoint intervals %d are won and %d lost, in %d they overlap"
            .formatted(
                wins, pairs.size(), clearWins, clearLosses, pairs.size() - clearWins - clearLosses);
    return Finding.of(
        Finding.verdict(
            2 * wins > pairs.size() && clearWins > clearLosses, 2 * wins >= pairs.size()),
        POINTS * wins / pairs.size(),
        new Interval(POINTS * interval.low(), POINTS * interval.high()),
        pairs.groups(),
        because);
  }
}
