package org.qusecnets.sweep.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
  private static final double QUANTILE = 1.959964;

  /**
   * Independently: the bounds are the roots p of (1 + q^2/n) p^2 - (2 s + q^2/n) p + s^2 = 0 for a
   * share s and the quantile q = 1.959964; where s is 0 the upper one is q^2 / (n + q^2).
   */
  @ParameterizedTest
  @CsvSource({
    "88, 100, 0.801879, 0.930006",
    "54, 100, 0.442649, 0.634392",
    "9876, 10000, 0.985236, 0.989589",
    "0, 10, 0, 0.277533",
    "10, 10, 0.722467, 1",
    "0, 1, 0, 0.793450"
  })
  void hasItsKnownValues(long count, long of, double low, double high) {
    Wilson interval = Wilson.of(count, of);

    assertThat(interval.low()).isCloseTo(low, within(1e-6));
    assertThat(interval.high()).isCloseTo(high, within(1e-6));
  }

  @Test
  void isExactAtTheEnds() {
    assertThat(Wilson.of(0, 7).low()).isZero();
    assertThat(Wilson.of(7, 7).high()).isEqualTo(1);
  }

  /** Its definition: the bounds are as far from the share as the quantile of their own spread. */
  @Property
  void boundsLieAQuantileFromTheShare(
      @ForAll @IntRange(min = 1, max = 100_000) int of, @ForAll @IntRange(max = 100_000) int any) {
    int count = any % (of + 1);
    Wilson interval = Wilson.of(count, of);
    double share = (double) count / of;

    assertThat(interval.low()).isBetween(0.0, share);
    assertThat(interval.high()).isBetween(share, 1.0);
    for (double bound : new double[] {interval.low(), interval.high()}) {
      if (bound > 0 && bound < 1) {
        double spread = Math.sqrt(bound * (1 - bound) / of);
        assertThat(Math.abs(share - bound)).isCloseTo(QUANTILE * spread, within(1e-6));
      }
    }
  }

  @Property
  void narrowsWithTheNumberOfImages(
      @ForAll @IntRange(min = 1, max = 1000) int of, @ForAll @IntRange(max = 1000) int any) {
    int count = any % (of + 1);
    Wilson few = Wilson.of(count, of);
    Wilson many = Wilson.of(4L * count, 4L * of);

    assertThat(many.high() - many.low()).isLessThan(few.high() - few.low());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 5", "6, 5"})
  void refusesWhatIsNoShare(long count, long of) {
    assertThatThrownBy(() -> Wilson.of(count, of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no share: %d of %d", count, of);
  }
}
